package dev.dromedary.image;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which registry and which repository a name in a list means, given the configured source, destination and default
 * project.
 *
 * @param source replaces or prefixes the registry of every source
 * @param destination replaces or prefixes the registry of every destination
 * @param defaultProject inserted when a destination is a registry and one path part; empty = never
 */
public record NameRules(Optional<NamePrefix> source, Optional<NamePrefix> destination, String defaultProject) {

    public NameRules {
        if (!defaultProject.isEmpty()) {
            ImageName.checkRepository(defaultProject);
        }
    }

    /** Both ends of one line; equal tags or digests unless the source is read by digest and the destination gets a tag. */
    public record Ends(Reference source, Reference destination) {}

    /** The ends of {@code SOURCE DEST TAG}. Throws {@link InvalidNameException} with a message that names the field. */
    public Ends ends(String sourceField, String destinationField, String tagField) {
        ImageName from = field("source", sourceField, () -> sourceName(WrittenName.of(sourceField)));
        ImageName to = field("destination", destinationField, () -> destinationName(WrittenName.of(destinationField)));
        WrittenTag tag = field("tag", tagField, () -> WrittenTag.of(tagField));
        return new Ends(new Reference(from, tag.source()), new Reference(to, tag.destination()));
    }

    /** The ends of {@code name[:tag][@digest]}, whose path goes below the configured destination. */
    public Ends ends(String single) {
        if (destination.isEmpty()) {
            throw new InvalidNameException(
                    "expected \"<SOURCE> <DEST> <TAG>\" (one name alone needs a destination registry), found "
                            + InvalidNameException.quote(single));
        }
        return field("image", single, () -> endsOfSingle(single));
    }

    private Ends endsOfSingle(String single) {
        int at = single.indexOf('@');
        String nameAndTag = at < 0 ? single : single.substring(0, at);
        int colon = nameAndTag.indexOf(':', nameAndTag.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : nameAndTag.substring(colon + 1);
        String digest = at < 0 ? "" : single.substring(at + 1);
        WrittenName name = WrittenName.of(colon < 0 ? nameAndTag : nameAndTag.substring(0, colon));
        WrittenTag ends = WrittenTag.ofParts(tag, colon >= 0, digest, at >= 0);
        return new Ends(
                new Reference(sourceName(name), ends.source()),
                new Reference(destinationName(name), ends.destination()));
    }

    private ImageName sourceName(WrittenName name) {
        return source.map(prefix -> new ImageName(prefix.registry(), prefix.join(name.path())))
                .orElseGet(() -> new ImageName(name.registry(), name.path()));
    }

    private ImageName destinationName(WrittenName name) {
        RegistryName registry = destination.map(NamePrefix::registry).orElse(name.registry());
        String path = destination.map(prefix -> prefix.join(name.path())).orElse(name.path());
        boolean bare = path.indexOf('/') < 0 && !defaultProject.isEmpty();
        return new ImageName(registry, bare ? defaultProject + "/" + path : path);
    }

    private static <T> T field(String field, String text, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidNameException e) {
            throw new InvalidNameException(field, text, String.valueOf(e.getMessage()));
        }
    }

    /** A name as a list writes it: a registry, Docker Hub when it names none, and a path. */
    private record WrittenName(RegistryName registry, String path) {

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
            return new WrittenName(hasRegistry ? new RegistryName(first) : RegistryName.DOCKER_HUB, path);
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

    /** The third field: what is read at the source and what is written at the destination. */
    private record WrittenTag(String source, String destination) {

        static WrittenTag of(String text) {
            int at = text.indexOf('@');
            if (at < 0) {
                if (!Reference.isTag(text) && !Digest.isDigest(text)) {
                    throw new InvalidNameException(
                            "expected <tag>, <tag>@<digest> or <digest>, <tag> of [A-Za-z0-9_.-], at most 128");
                }
                return new WrittenTag(text, text);
            }
            return ofParts(text.substring(0, at), true, text.substring(at + 1), true);
        }

        static WrittenTag ofParts(String tag, boolean hasTag, String digest, boolean hasDigest) {
            if (hasTag && !Reference.isTag(tag)) {
                throw new InvalidNameException("tag", tag, "expected [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
            }
            if (hasDigest) {
                String checked = Digest.of(digest).toString();
                return new WrittenTag(checked, hasTag ? tag : checked);
            }
            return hasTag ? new WrittenTag(tag, tag) : new WrittenTag("latest", "latest");
        }
    }
}
