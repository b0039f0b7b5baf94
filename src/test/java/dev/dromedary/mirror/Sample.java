package dev.dromedary.mirror;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import dev.dromedary.witness.RegistryApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes small OCI images in one repository of a registry: what it makes is pushed at once. */
final class Sample {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    static final String FOREIGN = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RegistryApi registry;
    private final String repository;

    Sample(RegistryApi registry, String repository) {
        this.registry = registry;
        this.repository = repository;
    }

    static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] utf8(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Pushes a blob and answers its descriptor. */
    ObjectNode blob(byte[] content) {
        return descriptor(LAYER, registry.pushBlob(repository, content), content.length);
    }

    /** A layer that no registry holds. */
    static ObjectNode foreign(long seed) {
        ObjectNode layer = descriptor(FOREIGN, Digest.sha256(bytes(seed, 10)), 10);
        layer.putArray("urls").add("https://layers.invalid/" + seed);
        return layer;
    }

    /** Pushes the config of a platform such as {@code linux/arm64} and answers a manifest of these layers. */
    ObjectNode image(String platform, List<ObjectNode> layers) {
        ObjectNode config = platform(platform);
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        byte[] content = utf8(config);
        ObjectNode manifest = JSON.objectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
        manifest.set("config", descriptor(CONFIG, registry.pushBlob(repository, content), content.length));
        manifest.putArray("layers").addAll(layers);
        return manifest;
    }

    ObjectNode image(String platform, long seed) {
        return image(platform, List.of(blob(bytes(seed, 500)), blob(bytes(seed + 1, 600))));
    }

    /** Pushes a child and answers the entry of an index for it. */
    ObjectNode entry(String platform, ObjectNode manifest) {
        ObjectNode entry = untold(manifest);
        entry.set("platform", platform(platform));
        return entry;
    }

    /** The entry for an attestation of another one, as BuildKit makes it. */
    ObjectNode attestation(ObjectNode subject, long seed) {
        ObjectNode entry = entry("unknown/unknown", image("unknown/unknown", seed));
        entry.putObject("annotations")
                .put("vnd.docker.reference.type", "attestation-manifest")
                .put("vnd.docker.reference.digest", subject.path("digest").textValue());
        return entry;
    }

    static ObjectNode index(List<ObjectNode> entries) {
        ObjectNode index = JSON.objectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        ArrayNode manifests = index.putArray("manifests");
        entries.forEach(manifests::add);
        index.putObject("annotations").put("made-by", "a test");
        return index;
    }

    Digest tag(String tag, ObjectNode manifest) {
        byte[] bytes = utf8(manifest);
        registry.pushManifest(repository, tag, manifest.path("mediaType").textValue(), bytes);
        return Digest.sha256(bytes);
    }

    /** An image for linux/amd64 with two layers, under a tag. */
    Digest tagged(String tag, long seed) {
        return tag(tag, image("linux/amd64", seed));
    }

    private ObjectNode untold(ObjectNode manifest) {
        byte[] bytes = utf8(manifest);
        Digest digest = Digest.sha256(bytes);
        String mediaType = manifest.path("mediaType").textValue();
        registry.pushManifest(repository, digest.toString(), mediaType, bytes);
        return descriptor(mediaType, digest, bytes.length);
    }

    static ObjectNode descriptor(String mediaType, Digest digest, long size) {
        return JSON.objectNode()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", size);
    }

    private static ObjectNode platform(String text) {
        int slash = text.indexOf('/');
        return JSON.objectNode().put("architecture", text.substring(slash + 1)).put("os", text.substring(0, slash));
    }
}
