package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.Dromedary;
import dev.dromedary.image.Digest;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer larger than the heap, the whole program in a process of its own between two real registries. */
@Witness
class LargeLayerTest {
    private static final long TWO_GIGABYTES = 2L * 1024 * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    @Tag("drill")
    void passesThroughASmallHeapAndNeverThroughTheDisk() throws IOException, InterruptedException {
        try (DockerRegistry source = DockerRegistry.start(folder.resolve("source"));
                DockerRegistry destination = DockerRegistry.start(folder.resolve("destination"))) {
            ObjectNode layer = sparseLayer(source, TWO_GIGABYTES);
            Sample sample = new Sample(source.api(), "big/image");
            Digest digest = sample.tag("v1", sample.image("linux/amd64", List.of(layer)));
            Path temporary = Files.createDirectory(folder.resolve("tmp"));
            Files.writeString(folder.resolve("list.txt"), "big/image big/image v1\n");

            Process program = start(temporary, source.name(), destination.name());
            long most = 0;
            while (!program.waitFor(100, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, sizeBelow(temporary));
            }

            assertThat(program.exitValue()).isZero();
            assertThat(most).isLessThan(1_000_000);
            assertThat(destination.api().headManifest("big/image", "v1")).contains(digest.toString());
            assertThat(destination
                            .api()
                            .hasBlob("big/image", Digest.of(layer.path("digest").textValue())))
                    .isTrue();
        }
    }

    private Process start(Path temporary, String source, String destination) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:MaxDirectMemorySize=16m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Ddromedary.home=" + System.getProperty("dromedary.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dromedary.class.getName(),
                        "mirror",
                        "-f",
                        "list.txt",
                        "-s",
                        source,
                        "-d",
                        destination)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT)
                .start();
    }

    /** A layer of zeros that takes no room, put where distribution keeps its blobs. */
    private ObjectNode sparseLayer(DockerRegistry registry, long size) throws IOException {
        Digest digest = digestOfZeros(size);
        Digest linked = registry.api().pushBlob("big/image", new byte[1]);
        Path storage = folder.resolve("source/docker/registry/v2");
        Path blob = storage.resolve("blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex());
        Files.createDirectories(blob);
        try (RandomAccessFile data = new RandomAccessFile(blob.resolve("data").toFile(), "rw")) {
            data.setLength(size);
        }
        Path links = storage.resolve("repositories/big/image/_layers/sha256");
        assertThat(links.resolve(linked.hex()).resolve("link")).exists();
        Files.createDirectories(links.resolve(digest.hex()));
        Files.writeString(links.resolve(digest.hex()).resolve("link"), digest.toString());
        return Sample.descriptor(Sample.LAYER, digest, size);
    }

    private static Digest digestOfZeros(long size) {
        MessageDigest hasher = Digest.sha256(new byte[0]).hasher();
        byte[] zeros = new byte[1024 * 1024];
        for (long left = size; left > 0; left -= zeros.length) {
            hasher.update(zeros);
        }
        return new Digest("sha256", HexFormat.of().formatHex(hasher.digest()));
    }

    private static long sizeBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            // a file went away while it was looked at: the next look counts
            return 0;
        }
    }
}
