package dev.dromedary.image;

import java.util.regex.Pattern;

/**
 * A repository at a registry, in canonical form: {@code docker.io/library/nginx}.
 *
 * @param repository path parts joined by {@code /}, at most 255 characters (OCI distribution specification, "Pulling
 *     manifests")
 */
public record ImageName(RegistryName registry, String repository) {
    private static final Pattern PART = Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*+");

    public ImageName {
        if (registry.equals(RegistryName.DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        checkRepository(repository);
    }

    /** Throws {@link InvalidNameException} unless the path is a repository. */
    static void checkRepository(String path) {
        if (path.length() > 255) {
            throw new InvalidNameException(
                    "repository of " + path.length() + " characters: expected at most 255 characters");
        }
        for (String part : path.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw new InvalidNameException(
                        "path part",
                        part,
                        "expected lower-case letters and digits, separated by \".\", \"_\", \"__\" or \"-\"");
            }
        }
    }

    @Override
    public String toString() {
        return registry + "/" + repository;
    }
}
