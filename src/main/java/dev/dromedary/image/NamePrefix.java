package dev.dromedary.image;

/**
 * A configured registry with an optional path below it: {@code private.io} or {@code private.io/mirror}. Its first part
 * is always a registry, whatever it looks like.
 */
public record NamePrefix(RegistryName registry, String path) {

    /** Throws {@link InvalidNameException}; one trailing slash is tolerated. */
    public static NamePrefix of(String text) {
        if (text.contains("://")) {
            throw new InvalidNameException("registry", text, "expected no scheme");
        }
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        int slash = trimmed.indexOf('/');
        if (slash < 0) {
            return new NamePrefix(new RegistryName(trimmed), "");
        }
        String path = trimmed.substring(slash + 1);
        ImageName.checkRepository(path);
        return new NamePrefix(new RegistryName(trimmed.substring(0, slash)), path);
    }

    /** The path under this prefix. */
    String join(String repository) {
        return path.isEmpty() ? repository : path + "/" + repository;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? registry.toString() : registry + "/" + path;
    }
}
