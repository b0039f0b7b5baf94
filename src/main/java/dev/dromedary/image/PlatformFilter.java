package dev.dromedary.image;

import java.io.IOException;
import java.util.Optional;

/** Decides what of an image is copied, given the platforms that are wanted. */
public final class PlatformFilter {
    private final PlatformSelection wanted;
    private final KnownPlatforms platforms;

    /** @param platforms what is known of configs that were looked into before */
    public PlatformFilter(PlatformSelection wanted, KnownPlatforms platforms) {
        this.wanted = wanted;
        this.platforms = platforms;
    }

    /**
     * What is to be copied; empty when none of the image's platforms is selected. Entries that are not selected are
     * never looked up, so that they may be missing at the source.
     *
     * <p>Throws {@link InvalidManifestException} when something that was looked up is invalid, and beyond 4 levels of
     * indexes, 1,000 manifests below the root, or 32 MiB of manifests that had to be looked at.
     */
    public Optional<Selected> select(Manifest root, ManifestSource source) throws IOException {
        return new PlatformWalk(wanted, new ManifestLookup(source, platforms)).select(root);
    }
}
