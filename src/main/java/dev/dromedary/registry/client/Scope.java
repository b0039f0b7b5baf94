package dev.dromedary.registry.client;

import java.util.List;

/**
 * What a request needs the right to do (distribution specification, "Token Scope Documentation").
 *
 * @param mountFrom another repository of the same registry of which a blob is to be mounted; empty for none
 */
record Scope(String repository, boolean push, String mountFrom) {

    static Scope pull(String repository) {
        return new Scope(repository, false, "");
    }

    static Scope push(String repository) {
        return new Scope(repository, true, "");
    }

    /** The right to put a blob of one repository into another without sending it. */
    static Scope mount(String repository, String from) {
        return new Scope(repository, true, from.equals(repository) ? "" : from);
    }

    /** What a token is asked for, such as {@code repository:library/nginx:pull,push}. */
    List<String> parts() {
        String own = "repository:" + repository + (push ? ":pull,push" : ":pull");
        return mountFrom.isEmpty() ? List.of(own) : List.of(own, "repository:" + mountFrom + ":pull");
    }
}
