package dev.dromedary.image;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was looked up for one image, within bounds: each manifest once. */
final class ManifestLookup {
    private static final int MOST_MANIFESTS = 1_000;
    private static final int MOST_BYTES = 8 * Manifest.LARGEST;

    private final ManifestSource source;
    private final Set<Digest> counted = new HashSet<>();
    private final Map<Digest, Manifest> manifests = new HashMap<>();
    private final KnownPlatforms platforms;
    private int bytes;

    ManifestLookup(ManifestSource source, KnownPlatforms platforms) {
        this.source = source;
        this.platforms = platforms;
    }

    /** Counts a manifest that is to be copied or looked at. */
    void count(Descriptor descriptor) {
        counted.add(descriptor.digest());
        if (counted.size() > MOST_MANIFESTS) {
            throw new InvalidManifestException("index: expected at most " + MOST_MANIFESTS + " manifests, found more");
        }
    }

    Manifest manifest(Descriptor descriptor) throws IOException {
        count(descriptor);
        Manifest known = manifests.get(descriptor.digest());
        if (known != null) {
            return known;
        }
        Manifest manifest = source.manifest(descriptor).named(descriptor.digest());
        bytes += manifest.size();
        if (bytes > MOST_BYTES) {
            throw new InvalidManifestException(
                    "index: expected at most " + MOST_BYTES + " bytes of manifests to look at");
        }
        manifests.put(descriptor.digest(), manifest);
        return manifest;
    }

    /** The platform that a single manifest's config names; empty when it is no image, or does not say. */
    Optional<Platform> platform(Manifest manifest) throws IOException {
        Optional<Descriptor> config = manifest.config().filter(it -> MediaTypes.isImageConfig(it.mediaType()));
        if (config.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = config.get().digest();
        Optional<Platform> known = platforms.of(digest);
        if (known.isEmpty()) {
            JsonObject json = ManifestJson.other("image config " + digest, source.config(config.get()));
            known = Optional.of(DescriptorJson.platform(json));
            platforms.note(digest, known.get());
        }
        return known.filter(Platform::isKnown);
    }
}
