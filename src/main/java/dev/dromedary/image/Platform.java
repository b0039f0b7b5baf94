package dev.dromedary.image;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an image runs on, as an index or an image config names it; empty strings where not given. */
public record Platform(String os, String architecture, String variant) {
    /** False where the architecture is not given or {@code unknown}, as BuildKit writes for content that is no image. */
    public boolean isKnown() {
        return !architecture.isEmpty() && !architecture.equalsIgnoreCase("unknown");
    }

    /** {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return Stream.of(os, architecture, variant)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
