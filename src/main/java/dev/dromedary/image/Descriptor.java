package dev.dromedary.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a manifest says of some content (OCI image specification, descriptor.md).
 *
 * @param mediaType empty when not given
 * @param size in bytes; -1 when not known (schema 1)
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<Platform> platform,
        Map<String, String> annotations,
        List<String> urls) {

    public Descriptor {
        annotations = Map.copyOf(annotations);
        urls = List.copyOf(urls);
    }

    /** True for a non-distributable layer that is to be had elsewhere: it is not sent, its descriptor stays. */
    public boolean foreign() {
        return MediaTypes.isNonDistributable(mediaType) && !urls.isEmpty();
    }

    /** The platform, unless it says as little as none. */
    Optional<Platform> knownPlatform() {
        return platform.filter(Platform::isKnown);
    }

    /** The digest of the manifest that this entry of an index is an attestation of, as BuildKit annotates it. */
    Optional<String> attestationOf() {
        return knownPlatform().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(annotations.get("vnd.docker.reference.digest"));
    }
}
