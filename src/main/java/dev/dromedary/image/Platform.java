package dev.dromedary.image;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an image runs on, as an index or an image config names it; empty strings where not given. */
public record Platform(String os, String architecture, String variant) {
    private static final String UNKNOWN = "unknown";

    /**
     * False where the architecture is not given and for {@code unknown/unknown}, which BuildKit writes for content that
     * is no image.
     */
    public boolean isKnown() {
        boolean unknown = UNKNOWN.equalsIgnoreCase(architecture) && (os.isEmpty() || UNKNOWN.equalsIgnoreCase(os));
        return !architecture.isEmpty() && !unknown;
    }

    /** {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return Stream.of(os, architecture, variant)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
