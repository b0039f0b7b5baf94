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
        SingleImage image = SingleImage.of(single);
        WrittenName name = WrittenName.of(image.name());
        WrittenTag ends = WrittenTag.of(image);
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
            return ofParts(Optional.of(text.substring(0, at)), Optional.of(text.substring(at + 1)));
        }

        static WrittenTag of(SingleImage image) {
            return ofParts(image.tag(), image.digest());
        }

        private static WrittenTag ofParts(Optional<String> tag, Optional<String> digest) {
            if (tag.isPresent() && !Reference.isTag(tag.get())) {
                throw new InvalidNameException("tag", tag.get(), "expected [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
            }
            if (digest.isPresent()) {
                String checked = Digest.of(digest.get()).toString();
                return new WrittenTag(checked, tag.orElse(checked));
            }
            String written = tag.orElse(SingleImage.LATEST);
            return new WrittenTag(written, written);
        }
    }
}
