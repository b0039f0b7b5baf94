package dev.dromedary.image;

import java.util.Optional;

/**
 * How a name alone becomes a line of three fields that means the same wherever it is read. Names stay as they are written.
 *
 * @param source replaces or prefixes the registry of every source
 * @param destination where every name goes; Docker Hub when there is none
 */
public record ConversionRules(Optional<String> source, Optional<String> destination) {
    private static final NameRules UNCHANGED = new NameRules(Optional.empty(), Optional.empty(), "");
    private static final NameRules TO_DOCKER_HUB =
            new NameRules(Optional.empty(), Optional.of(NamePrefix.of(RegistryName.DOCKER_HUB.name())), "");

    /**
     * Text that can stand in front of a path, as written. Throws {@link InvalidNameException} when it names no registry, or
     * one whose name would be taken for a path part: what a flag says is always a registry, what a line says is not.
     */
    public static String prefix(String text) {
        NamePrefix.of(text);
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!RegistryName.looksLikeRegistry(trimmed.split("/", 2)[0])) {
            throw new InvalidNameException("registry", text, "expected \".\" or \":\" in it, or localhost");
        }
        return trimmed;
    }

    /** {@code SOURCE DEST TAG} for {@code name[:tag][@digest]}. Throws {@link InvalidNameException} when it is none. */
    public String convert(String single) {
        TO_DOCKER_HUB.ends(single);
        SingleImage image = SingleImage.of(single);
        WrittenName name = WrittenName.of(image.name());
        String from = source.map(prefix -> prefix + "/" + name.path()).orElse(name.text());
        String to = destination.orElse(RegistryName.DOCKER_HUB.name()) + "/" + name.path();
        check(from, to, image.tagField()); // with a prefix a path can be too long
        return from + " " + to + " " + image.tagField();
    }

    /** Throws {@link InvalidNameException} unless these are the fields of a line that means something. */
    public void check(String sourceField, String destinationField, String tagField) {
        UNCHANGED.ends(sourceField, destinationField, tagField);
    }
}
