package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Digest;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Walk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Images of two platforms, tagged 1, 2, 3 and so on, with layers of their own; the same seed gives the same bytes. */
final class Images {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final int LAYER = 100_000;

    private final RegistryApi source;
    private final String repository;
    private final Random random;
    private int pushed;

    Images(RegistryApi source, String repository, long seed) {
        this.source = source;
        this.repository = repository;
        this.random = new Random(seed);
    }

    static void push(RegistryApi source, String repository, int count, long seed) {
        Images images = new Images(source, repository, seed);
        for (int i = 1; i <= count; i++) {
            images.push();
        }
    }

    /** Pushes the next image; answers its tag. */
    int push() {
        pushed++;
        String entries = entry("amd64") + "," + entry("arm64");
        source.pushManifest(
                repository,
                Integer.toString(pushed),
                INDEX,
                utf8("{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + entries + "]}"));
        return pushed;
    }

    /** A list of all of them. */
    static String list(String source, String destination, String repository, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> source + "/" + repository + " " + destination + "/" + repository + " " + i)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What of the tags of this destination's repository is incomplete, or not what this repository of the source has. */
    static List<String> wrong(RegistryApi source, String from, RegistryApi destination, String repository) {
        List<String> wrong = new ArrayList<>();
        for (String tag : destination.tags(repository)) {
            wrong.addAll(Walk.problems(destination, repository, tag));
            if (!destination.headManifest(repository, tag).equals(source.headManifest(from, tag))) {
                wrong.add(repository + ":" + tag + ": not the image of the source");
            }
        }
        return wrong;
    }

    /** Every image is at the destination, whole. */
    static void checkAll(RegistryApi source, RegistryApi destination, String repository, int count) {
        assertThat(destination.tags(repository)).hasSize(count);
        assertThat(wrong(source, repository, destination, repository)).isEmpty();
    }

    private String entry(String architecture) {
        byte[] config = utf8("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}");
        String layers = layer() + "," + layer();
        source.pushBlob(repository, config);
        byte[] manifest = utf8("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", config) + ",\"layers\":[" + layers + "]}");
        source.pushManifest(repository, Digest.sha256(manifest).toString(), MANIFEST, manifest);
        return descriptor(MANIFEST, manifest)
                .replaceFirst("}$", ",\"platform\":{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}}");
    }

    private String layer() {
        byte[] layer = new byte[LAYER];
        random.nextBytes(layer);
        source.pushBlob(repository, layer);
        return descriptor("application/vnd.oci.image.layer.v1.tar", layer);
    }

    private static String descriptor(String mediaType, byte[] content) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + Digest.sha256(content) + "\",\"size\":"
                + content.length + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
