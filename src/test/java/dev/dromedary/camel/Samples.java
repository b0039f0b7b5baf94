package dev.dromedary.camel;

import dev.dromedary.image.Digest;
import dev.dromedary.witness.RegistryApi;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Small images for tests in which only what becomes of a line matters. */
final class Samples {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private Samples() {}

    /** Pushes an image of one layer whose content is the text, and answers its digest. */
    static String push(String registry, String repository, String tag, String text) {
        return push(registry, repository, tag, text, "amd64");
    }

    /** As above, for another architecture. */
    static String push(String registry, String repository, String tag, String text, String architecture) {
        RegistryApi api = new RegistryApi(registry);
        byte[] config = utf8("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}");
        byte[] layer = utf8("layer of " + text);
        api.pushBlob(repository, config);
        api.pushBlob(repository, layer);
        return api.pushManifest(repository, tag, MANIFEST, manifest(config, layer, text));
    }

    /** Pushes images that differ in nothing but an annotation, under the tags 1, 2, 3 and so on. */
    static void pushMany(String registry, String repository, int count) {
        RegistryApi api = new RegistryApi(registry);
        byte[] config = utf8("{\"architecture\":\"amd64\",\"os\":\"linux\"}");
        byte[] layer = utf8("layer of many");
        api.pushBlob(repository, config);
        api.pushBlob(repository, layer);
        IntStream.rangeClosed(1, count)
                .forEach(i -> api.pushManifest(
                        repository, Integer.toString(i), MANIFEST, manifest(config, layer, Integer.toString(i))));
    }

    private static byte[] manifest(byte[] config, byte[] layer, String annotation) {
        return utf8("""
                {"schemaVersion": 2, "mediaType": "%s", "annotations": {"made.for": "%s"},
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": %d}]}
                """.formatted(
                MANIFEST, annotation, Digest.sha256(config), config.length, Digest.sha256(layer), layer.length));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
