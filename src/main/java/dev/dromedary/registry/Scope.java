package dev.dromedary.registry;

/** What a request needs the right to do (distribution specification, "Token Scope Documentation"). */
record Scope(String repository, boolean push) {

    static Scope pull(String repository) {
        return new Scope(repository, false);
    }

    static Scope push(String repository) {
        return new Scope(repository, true);
    }

    /** The scope's text, such as {@code repository:library/nginx:pull,push}. */
    @Override
    public String toString() {
        return "repository:" + repository + (push ? ":pull,push" : ":pull");
    }
}
