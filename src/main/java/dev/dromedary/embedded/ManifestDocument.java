package dev.dromedary.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A manifest, an index or a schema 1 manifest, as far as a registry has to understand it; its bytes are never changed. */
final class ManifestDocument {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}");
    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";
    private static final String SIGNED_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    private final String mediaType;
    private final byte[] content;
    private final JsonNode root;

    private ManifestDocument(String mediaType, byte[] content, JsonNode root) {
        this.mediaType = mediaType;
        this.content = content;
        this.root = root;
    }

    /** Reads what was put; refused as MANIFEST_INVALID when it is no manifest. */
    static ManifestDocument of(byte[] content, Optional<String> contentType) throws RefusedException {
        JsonNode root = parse(content);
        String declared = root.path("mediaType").asText();
        String given = contentType
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .orElse(declared);
        String mediaType = given.isEmpty() ? schema1Type(root) : given;
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw invalid("media type \"" + mediaType + "\": expected <type>/<subtype>");
        }
        if (!declared.isEmpty() && !declared.equalsIgnoreCase(mediaType)) {
            throw invalid("media type \"" + declared + "\": expected \"" + mediaType + "\" as in Content-Type");
        }
        return new ManifestDocument(mediaType, content, root);
    }

    /** Reads what was stored. */
    static ManifestDocument stored(String mediaType, byte[] content) throws IOException {
        return new ManifestDocument(mediaType, content, JSON.readTree(content));
    }

    String mediaType() {
        return mediaType;
    }

    byte[] content() {
        return content;
    }

    /**
     * The digest to store it under: the one asked for when it fits, else the sha256 of its bytes; of a schema 1 manifest,
     * of what was signed.
     */
    Digest digest(Optional<Digest> asked) throws RefusedException {
        if (!mediaType.equals(SCHEMA_1) && !mediaType.equals(SIGNED_SCHEMA_1)) {
            return asked.map(digest -> digest.again(content)).orElseGet(() -> Digest.sha256(content));
        }
        try {
            Manifest manifest = Manifest.of(content, mediaType);
            return asked.filter(manifest::matches).orElse(manifest.digest());
        } catch (InvalidManifestException e) {
            throw invalid(e.getMessage());
        }
    }

    /** What must be in the repository for this manifest to be pulled; the subject may come later or never. */
    List<Needed> needed() throws RefusedException {
        List<Needed> needed = new ArrayList<>();
        if (root.path("config").isObject()) {
            needed.add(new Needed(digest(root.get("config"), "digest"), false));
        }
        for (JsonNode layer : root.path("layers")) {
            if (!isElsewhere(layer)) {
                needed.add(new Needed(digest(layer, "digest"), false));
            }
        }
        for (JsonNode child : root.path("manifests")) {
            needed.add(new Needed(digest(child, "digest"), true));
        }
        for (JsonNode layer : root.path("fsLayers")) {
            needed.add(new Needed(digest(layer, "blobSum"), false));
        }
        return needed;
    }

    /** Something that a manifest refers to; a child of an index may be a manifest or a blob. */
    record Needed(Digest digest, boolean orManifest) {}

    Optional<Digest> subject() throws RefusedException {
        return root.path("subject").isObject() ? Optional.of(digest(root.get("subject"), "digest")) : Optional.empty();
    }

    /** The descriptor that stands for this manifest in a list of referrers ("Listing Referrers"). */
    ObjectNode descriptor(Digest digest) {
        ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
        descriptor.put("mediaType", mediaType).put("digest", digest.toString()).put("size", content.length);
        String artifactType = artifactType();
        if (!artifactType.isEmpty()) {
            descriptor.put("artifactType", artifactType);
        }
        if (root.path("annotations").isObject()) {
            descriptor.set("annotations", root.get("annotations"));
        }
        return descriptor;
    }

    String artifactType() {
        String own = root.path("artifactType").asText();
        return own.isEmpty() ? root.path("config").path("mediaType").asText() : own;
    }

    private static JsonNode parse(byte[] content) throws RefusedException {
        try {
            JsonNode root = JSON.readTree(content);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw invalid("manifest: expected JSON, found " + e.getOriginalMessage());
        } catch (IOException e) {
            throw invalid("manifest: expected JSON in UTF-8: " + e.getMessage());
        }
        throw invalid("manifest: expected a JSON object");
    }

    private static String schema1Type(JsonNode root) {
        if (root.path("schemaVersion").asInt() != 1) {
            return "";
        }
        return root.path("signatures").size() > 0 ? SIGNED_SCHEMA_1 : SCHEMA_1;
    }

    /** True for layers that are by their nature not in registries (image specification, "Non-Distributable Layers"). */
    private static boolean isElsewhere(JsonNode layer) {
        String type = layer.path("mediaType").asText();
        return layer.path("urls").size() > 0 || type.contains(".nondistributable.") || type.contains(".foreign.");
    }

    private static Digest digest(JsonNode descriptor, String member) throws RefusedException {
        try {
            return Digest.of(descriptor.path(member).asText());
        } catch (InvalidNameException e) {
            throw invalid("manifest: " + e.getMessage());
        }
    }

    private static RefusedException invalid(@Nullable String message) {
        return new RefusedException(ErrorCode.MANIFEST_INVALID, message);
    }
}
