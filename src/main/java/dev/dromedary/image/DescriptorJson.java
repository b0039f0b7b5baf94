package dev.dromedary.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads descriptors, platforms and media types from JSON. */
final class DescriptorJson {
    // A media type goes into request headers: nothing that could end one.
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x20-\\x7e]{0,255}");

    private DescriptorJson() {}

    static Descriptor descriptor(JsonObject json) {
        return new Descriptor(
                mediaType(json),
                digest(json, "digest"),
                json.count("size"),
                json.object("platform").map(DescriptorJson::platform),
                json.textMap("annotations"),
                json.texts("urls"));
    }

    /** An entry of a schema 1 manifest's {@code fsLayers}. */
    static Descriptor schema1Layer(JsonObject json) {
        return new Descriptor(
                MediaTypes.DOCKER_SCHEMA_1_LAYER, digest(json, "blobSum"), -1, Optional.empty(), Map.of(), List.of());
    }

    /** The platform that an index's entry or an image config names. */
    static Platform platform(JsonObject json) {
        return new Platform(
                json.text("os").orElse(""),
                json.text("architecture").orElse(""),
                json.text("variant").orElse(""));
    }

    static String mediaType(JsonObject json) {
        return checkedMediaType(
                json.path() + "mediaType", json.text("mediaType").orElse(""));
    }

    static String checkedMediaType(String what, String mediaType) {
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw InvalidManifestException.of(what, mediaType, "a media type");
        }
        return mediaType;
    }

    private static Digest digest(JsonObject json, String member) {
        String text = json.text(member).orElse("");
        if (!Digest.isDigest(text)) {
            throw InvalidManifestException.of(json.path() + member, text, "sha256:<64 hex> or sha512:<128 hex>");
        }
        return Digest.of(text);
    }
}
