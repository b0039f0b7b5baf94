package registries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One image, or index of images, of the corpus.
 *
 * @param manifests the one that is tagged last
 */
record Image(String repository, List<Manifest> manifests, List<Blob> blobs) {
    static final String TAG = "v1";
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "386", "ppc64le", "riscv64", "s390x");

    record Manifest(String type, Blob blob) {
        /** Where a manifest for one platform says which it is for, in an index. */
        String descriptor(String architecture) {
            return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}}"
                    .formatted(type, blob.digest(), blob.size(), architecture);
        }
    }

    /** An image for linux/amd64. */
    static Image single(String repository, List<Blob> layers) {
        return platform(repository, "amd64", layers);
    }

    /** An index of one image for each list of layers, each for a platform of its own. */
    static Image index(String repository, List<List<Blob>> layersOfPlatforms) {
        List<Image> platforms = IntStream.range(0, layersOfPlatforms.size())
                .mapToObj(i -> platform(repository, ARCHITECTURES.get(i), layersOfPlatforms.get(i)))
                .toList();
        String entries = IntStream.range(0, platforms.size())
                .mapToObj(i -> platforms.get(i).tagged().descriptor(ARCHITECTURES.get(i)))
                .collect(Collectors.joining(","));
        List<Manifest> manifests =
                new ArrayList<>(platforms.stream().map(Image::tagged).toList());
        String index = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, entries);
        manifests.add(new Manifest(INDEX, Blob.of(index.getBytes(UTF_8))));
        return new Image(
                repository,
                manifests,
                platforms.stream()
                        .flatMap(platform -> platform.blobs().stream())
                        .toList());
    }

    Manifest tagged() {
        return manifests.get(manifests.size() - 1);
    }

    private static Image platform(String repository, String architecture, List<Blob> layers) {
        String config =
                "{\"architecture\":\"%s\",\"os\":\"linux\",\"author\":\"%s\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
                        .formatted(
                                architecture,
                                repository,
                                layers.stream()
                                        .map(layer -> "\"" + layer.digest() + "\"")
                                        .collect(Collectors.joining(",")));
        List<Blob> blobs = new ArrayList<>(layers);
        blobs.add(Blob.of(config.getBytes(UTF_8)));
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(
                        MANIFEST,
                        descriptor("application/vnd.oci.image.config.v1+json", blobs.get(layers.size())),
                        layers.stream()
                                .map(layer -> descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer))
                                .collect(Collectors.joining(",")));
        return new Image(repository, List.of(new Manifest(MANIFEST, Blob.of(manifest.getBytes(UTF_8)))), blobs);
    }

    private static String descriptor(String type, Blob blob) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, blob.digest(), blob.size());
    }
}
