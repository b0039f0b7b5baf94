package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.cli.Main;
import dev.dromedary.image.Manifest;
import dev.dromedary.witness.CorpusImage;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.ImageCorpus;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Skopeo;
import dev.dromedary.witness.Walk;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program between two real registries, with images of every shape. */
@Witness
@Tag("long")
class CorpusCopyTest {
    @TempDir
    private static Path folder;

    @TempDir
    private Path home;

    private static DockerRegistry source;
    private static List<CorpusImage> images;

    private DockerRegistry destination;

    @BeforeAll
    static void push() {
        source = DockerRegistry.start(folder.resolve("source"));
        images = new ImageCorpus(23).push(source.api());
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @BeforeEach
    void startDestination() {
        destination = DockerRegistry.start(home.resolve("destination"));
    }

    @AfterEach
    void stopDestination() {
        destination.close();
    }

    @Test
    void copiesEveryShapeAsItIsAndWritesNothingTheSecondTime() throws IOException {
        Path list = list(images.stream().map(CorpusCopyTest::line));

        assertThat(mirror(list)).isZero();
        assertThat(home.resolve("failed.txt")).doesNotExist();
        assertSame();
        assertSkopeoReadsTheSame();

        destination.forgetRequests();
        assertThat(mirror(list)).isZero();
        assertThat(destination.requests())
                .hasSize(images.size())
                .extracting(DockerRegistry.Request::method)
                .containsOnly("HEAD");
    }

    @Test
    void failsTheBadLinesAmongTheGoodOnesAndNoOther() throws IOException {
        String name = images.get(0).repository();
        List<String> bad = List.of(
                name + " " + name + " no-such-tag",
                "single/no-such-repository x/y 1",
                "three fields and more",
                name + " single/UPPER 1",
                name + " x/y sha256:" + "0".repeat(64));
        Stream<String> good = images.stream().limit(10).map(CorpusCopyTest::line);

        assertThat(mirror(list(Stream.concat(bad.stream(), good)))).isEqualTo(1);

        List<String> failed = Files.readAllLines(home.resolve("failed.txt"));
        assertThat(failed).filteredOn(line -> !line.startsWith("#")).isEqualTo(bad);
        assertThat(failed)
                .filteredOn(line -> line.startsWith("# line"))
                .satisfiesExactly(
                        reason -> assertThat(reason).endsWith(": not found at the source (404 MANIFEST_UNKNOWN)"),
                        reason -> assertThat(reason).contains(": not found at the source (404 "),
                        reason -> assertThat(reason).startsWith("# line 3: expected "),
                        reason -> assertThat(reason).contains("UPPER"),
                        reason -> assertThat(reason).endsWith(": not found at the source (404 MANIFEST_UNKNOWN)"));
        assertThat(images.subList(0, 10))
                .allSatisfy(image -> assertThat(copied(image)).contains(digest(image)));
    }

    /** distribution 2.8 refuses an image while the same blob or manifest is written to its repository once more. */
    @Test
    void writesManyTagsOfOneRepositoryAtOnce() throws IOException {
        CorpusImage image = images.get(0);
        Stream<String> lines = IntStream.range(0, 120)
                .mapToObj(i -> image.repository() + " tags/of" + i / 8 + " t" + i + "@" + image.digest());

        assertThat(mirror(list(lines), 20)).isZero();

        // each blob is sent once and mounted into the other repositories; a mount may be refused while it is written
        int blobs = manifest(source, image).blobs().size();
        assertThat(destination.count("PUT", ".*/blobs/uploads/.*")).isBetween((long) blobs, 2L * blobs);
    }

    private static Manifest manifest(DockerRegistry registry, CorpusImage image) {
        return registry.api()
                .getManifest(image.repository(), image.tag())
                .map(found -> Manifest.of(found.bytes(), found.mediaType()))
                .orElseThrow();
    }

    private int mirror(Path list) {
        return mirror(list, 4);
    }

    private int mirror(Path list, int jobs) {
        return Main.run(
                "mirror",
                "-f",
                list.toString(),
                "-s",
                source.name(),
                "-d",
                destination.name(),
                "-a",
                "all",
                "--os",
                "all",
                "-j",
                Integer.toString(jobs),
                "-o",
                home.resolve("failed.txt").toString(),
                "--tls-verify=false");
    }

    private Path list(Stream<String> lines) throws IOException {
        return Files.writeString(home.resolve("list.txt"), lines.collect(Collectors.joining("\n", "", "\n")));
    }

    private static String line(CorpusImage image) {
        return image.repository() + " " + image.repository() + " " + image.tag();
    }

    private void assertSame() {
        RegistryApi api = destination.api();
        SoftAssertions.assertSoftly(softly -> images.forEach(image -> {
            softly.assertThat(copied(image)).as(image.toString()).contains(digest(image));
            softly.assertThat(Walk.problems(api, image.repository(), image.tag()))
                    .as(image.toString())
                    .isEmpty();
        }));
    }

    /** Another tool than ours, for a part of them: each takes it a process. */
    private void assertSkopeoReadsTheSame() {
        Skopeo skopeo = new Skopeo(home);
        for (int i = 0; i < images.size(); i += Math.max(1, images.size() / 15)) {
            CorpusImage image = images.get(i);
            assertThat(skopeo.rawDigest(destination.name(), image.repository(), image.tag()))
                    .as(image.toString())
                    .isEqualTo(image.digest().toString());
        }
    }

    private Optional<String> copied(CorpusImage image) {
        return destination.api().headManifest(image.repository(), image.tag());
    }

    private static String digest(CorpusImage image) {
        return source.api().headManifest(image.repository(), image.tag()).orElseThrow();
    }
}
