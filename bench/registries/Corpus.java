package registries;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The images of one case, always the same ones. */
record Corpus(String description, List<Image> images) {
    static final Corpus NOTHING = new Corpus("nothing", List.of());

    private static final String V2 = "docker/registry/v2";
    private static final int SMALL_LAYER = 20_000;

    /** Images of five layers; of every ten layers five are in other images too. */
    static Corpus small(int count) {
        Blob.Series series = new Blob.Series(SMALL_LAYER);
        List<Image> images = IntStream.range(0, count)
                .mapToObj(i -> Image.single(
                        "bench/small-" + i,
                        IntStream.range(0, 5)
                                .mapToObj(layer ->
                                        series.layer(layer < 2 + i % 2 ? i % 10 * 5 + layer : 1000 + i * 5L + layer))
                                .toList()))
                .toList();
        return new Corpus(count + " images of 5 layers of 20 KB, half of them shared", images);
    }

    static Corpus multi(int count) {
        Blob.Series series = new Blob.Series(SMALL_LAYER);
        List<Image> images = IntStream.range(0, count)
                .mapToObj(i -> Image.index(
                        "bench/multi-" + i,
                        IntStream.range(0, 6)
                                .mapToObj(platform -> LongStream.range(0, 3)
                                        .mapToObj(layer -> series.layer((i * 6L + platform) * 3 + layer))
                                        .toList())
                                .toList()))
                .toList();
        return new Corpus(count + " indexes of 6 platforms of 3 layers of 20 KB", images);
    }

    /** Five images of four layers each, the largest layer about twice as large as the smallest. */
    static Corpus large(int gigabytes) {
        // 20 to 39 steps, 590 together
        long step = gigabytes * 1_000_000_000L / 590;
        List<Image> images = IntStream.range(0, 5)
                .mapToObj(i -> Image.single(
                        "bench/large-" + i,
                        IntStream.range(i * 4, i * 4 + 4)
                                .mapToObj(n -> new Blob.Series((20 + n) * step).layer(n))
                                .toList()))
                .toList();
        return new Corpus("5 images of 4 layers, " + gigabytes + " GB together", images);
    }

    /** Images of one huge layer each. */
    static Corpus huge(int count, int gigabytes) {
        Blob.Series series = new Blob.Series(gigabytes * 1_000_000_000L);
        List<Image> images = IntStream.range(0, count)
                .mapToObj(i -> Image.single("bench/huge-" + i, List.of(series.layer(i))))
                .toList();
        return new Corpus(count + " images of one layer of " + gigabytes + " GB", images);
    }

    /** Writes all of it as distribution's file system driver stores it. */
    void store(Path root) throws IOException {
        for (Image image : images) {
            Path repository = root.resolve(V2 + "/repositories/" + image.repository());
            for (Blob blob : image.blobs()) {
                write(root, blob);
                link(repository.resolve("_layers"), blob);
            }
            for (Image.Manifest manifest : image.manifests()) {
                write(root, manifest.blob());
                link(repository.resolve("_manifests/revisions"), manifest.blob());
            }
            Path tag = repository.resolve("_manifests/tags/" + Image.TAG);
            link(tag.resolve("index"), image.tagged().blob());
            Files.createDirectories(tag.resolve("current"));
            Files.writeString(tag.resolve("current/link"), image.tagged().blob().digest());
        }
    }

    /** Fails unless the registry serves every image with the bytes that it should have. */
    void check(Endpoint registry) throws IOException {
        for (Image image : images) {
            var answer = Http.head(registry.direct(), "/v2/" + image.repository() + "/manifests/" + Image.TAG);
            String digest = answer.headers()
                    .firstValue("Docker-Content-Digest")
                    .orElse("no digest, status " + answer.statusCode());
            if (!digest.equals(image.tagged().blob().digest())) {
                throw new IOException(image.repository() + ": expected "
                        + image.tagged().blob().digest() + " at the destination, found " + digest);
            }
        }
    }

    private static void write(Path root, Blob blob) throws IOException {
        String hex = blob.digest().substring(7);
        Path data = data(root, hex.substring(0, 2), hex.substring(2));
        if (Files.notExists(data)) {
            Files.createDirectories(data.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(data))) {
                blob.writeTo(out);
            }
        }
    }

    /** The file that holds a blob, whose digest is given in two parts. */
    static Path data(Path root, String firstTwo, String others) {
        return root.resolve(V2 + "/blobs/sha256/" + firstTwo + "/" + firstTwo + others + "/data");
    }

    private static void link(Path folder, Blob blob) throws IOException {
        Path link = folder.resolve("sha256/" + blob.digest().substring(7) + "/link");
        Files.createDirectories(link.getParent());
        Files.writeString(link, blob.digest());
    }
}
