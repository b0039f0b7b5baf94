package dev.dromedary.image;

/**
 * A name as a list writes it: a registry, Docker Hub when it names none, and a path.
 *
 * @param text the whole name as written, without the slashes at its ends that are tolerated
 */
record WrittenName(RegistryName registry, String path, String text) {

    /** Throws {@link InvalidNameException} unless this is a name without tag and digest. */
    static WrittenName of(String text) {
        if (text.contains("://")) {
            throw new InvalidNameException("expected a name without a scheme");
        }
        String trimmed = trimSlashes(text);
        int slash = trimmed.indexOf('/');
        String first = slash < 0 ? "" : trimmed.substring(0, slash);
        boolean hasRegistry = slash >= 0 && RegistryName.looksLikeRegistry(first);
        String path = hasRegistry ? trimmed.substring(slash + 1) : trimmed;
        checkPath(path);
        return new WrittenName(hasRegistry ? new RegistryName(first) : RegistryName.DOCKER_HUB, path, trimmed);
    }

    private static void checkPath(String path) {
        if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw new InvalidNameException("expected [<registry>/]<path>, found an empty path part");
        }
        if (path.indexOf(':', path.lastIndexOf('/') + 1) >= 0 || path.indexOf('@') >= 0) {
            throw new InvalidNameException("expected a name without tag or digest");
        }
        ImageName.checkRepository(path);
    }

    private static String trimSlashes(String text) {
        int from = text.startsWith("/") ? 1 : 0;
        int to = text.length() > from && text.endsWith("/") ? text.length() - 1 : text.length();
        return text.substring(from, to);
    }
}
