package dev.dromedary.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes the parts of images in one repository: what it makes is pushed at once, and the answer describes it. */
final class Workbench {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RegistryApi target;
    private final String repository;
    private final long seed;
    private final Random random;

    /** A layer's descriptor, and the digest of what it unpacks to, as configs list it. */
    record Layer(ObjectNode descriptor, String diffId) {
        Layer as(String mediaType) {
            return new Layer(descriptor.deepCopy().put("mediaType", mediaType), diffId);
        }
    }

    Workbench(RegistryApi target, String repository, long seed) {
        this.target = target;
        this.repository = repository;
        this.seed = seed;
        random = new Random(seed + repository.hashCode());
    }

    byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    static ObjectNode descriptor(String mediaType, Digest digest, long size) {
        return JSON.objectNode().put("mediaType", mediaType).put("size", size).put("digest", digest.toString());
    }

    ObjectNode blob(String mediaType, byte[] content) {
        return descriptor(mediaType, target.pushBlob(repository, content), content.length);
    }

    ObjectNode blob(String mediaType, String content) {
        return blob(mediaType, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A blob that manifests name by its sha512. */
    ObjectNode sha512Blob(String mediaType, byte[] content) {
        Digest digest = new Digest("sha512", "0".repeat(128)).again(content);
        return descriptor(mediaType, target.pushBlob(repository, digest, content), content.length);
    }

    /** A gzip layer of 1 to 4 KB. */
    Layer layer(Family family) {
        return layer(family, 1_000 + random.nextInt(3_000));
    }

    Layer layer(Family family, int size) {
        byte[] tar = tar(size);
        return new Layer(blob(family.layer, LayerBytes.gzip(tar)), diffId(tar));
    }

    List<Layer> layers(Family family, int count) {
        return IntStream.range(0, count).mapToObj(i -> layer(family)).toList();
    }

    /** The layer that all repositories of a corpus share. */
    Layer sharedLayer(Family family) {
        byte[] content = new byte[20_000];
        new Random(seed).nextBytes(content);
        byte[] tar = LayerBytes.tar("base.bin", content);
        return new Layer(blob(family.layer, LayerBytes.gzip(tar)), diffId(tar));
    }

    /** The content of a layer: a tar with one file of random bytes. */
    byte[] tar(int size) {
        return LayerBytes.tar("data-" + random.nextInt(1_000_000) + ".bin", randomBytes(size));
    }

    static String diffId(byte[] tar) {
        return Digest.sha256(tar).toString();
    }

    /** The text of an image config, for example for {@code linux/arm/v7}. */
    static ObjectNode config(String platform, List<Layer> layers) {
        ObjectNode config = platform(platform);
        config.put("created", "2024-02-29T12:00:00.123456789Z")
                .putObject("config")
                .put("WorkingDir", "/");
        ObjectNode rootfs = config.putObject("rootfs").put("type", "layers");
        ArrayNode diffIds = rootfs.putArray("diff_ids");
        layers.forEach(layer -> diffIds.add(layer.diffId()));
        return config;
    }

    /** A manifest of these parts; the config and layers are in the registry already. */
    static ObjectNode manifest(Family family, ObjectNode config, List<ObjectNode> layers) {
        ObjectNode manifest = JSON.objectNode().put("schemaVersion", 2).put("mediaType", family.manifest);
        manifest.set("config", config);
        manifest.putArray("layers").addAll(layers);
        return manifest;
    }

    /** The manifest of an image for the platform, whose config it pushes. */
    ObjectNode imageNode(Family family, String platform, List<Layer> layers) {
        ObjectNode config = blob(family.config, config(platform, layers).toString());
        return manifest(family, config, layers.stream().map(Layer::descriptor).toList());
    }

    Made image(Family family, String platform, List<Layer> layers) {
        return Made.of(family.manifest, imageNode(family, platform, layers));
    }

    /** An ordinary image of two layers. */
    Made image(Family family, String platform) {
        return image(family, platform, layers(family, 2));
    }

    /** Pushes a child manifest by its digest and answers its descriptor. */
    ObjectNode child(Made made) {
        byte[] bytes = made.bytes();
        Digest digest = Digest.sha256(bytes);
        target.pushManifest(repository, digest.toString(), made.mediaType(), bytes);
        return descriptor(made.mediaType(), digest, bytes.length);
    }

    /** The entry of an index for a new image of that platform. */
    ObjectNode entry(Family family, String platform) {
        ObjectNode entry = child(image(family, platform));
        entry.set("platform", platform(platform));
        return entry;
    }

    List<ObjectNode> entries(Family family, String... platforms) {
        return Arrays.stream(platforms).map(platform -> entry(family, platform)).toList();
    }

    static ObjectNode indexNode(Family family, List<ObjectNode> entries) {
        ObjectNode index = JSON.objectNode().put("schemaVersion", 2).put("mediaType", family.index);
        index.putArray("manifests").addAll(entries);
        return index;
    }

    static Made index(Family family, List<ObjectNode> entries) {
        return Made.of(family.index, indexNode(family, entries));
    }

    static ObjectNode platform(String text) {
        String[] parts = text.split("/", -1);
        ObjectNode platform = JSON.objectNode().put("architecture", parts[1]).put("os", parts[0]);
        return parts.length > 2 ? platform.put("variant", parts[2]) : platform;
    }

    /** The object with one more annotation. */
    static ObjectNode annotated(ObjectNode node, String name, String value) {
        JsonNode annotations = node.path("annotations");
        (annotations instanceof ObjectNode present ? present : node.putObject("annotations")).put(name, value);
        return node;
    }
}
