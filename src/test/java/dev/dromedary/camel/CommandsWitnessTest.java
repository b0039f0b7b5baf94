package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Digest;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-shot commands as people run them, between two real registries. */
@Witness
@Tag("long")
class CommandsWitnessTest {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @TempDir
    private Path folder;

    private DockerRegistry source;
    private DockerRegistry destination;
    private Path here;

    @BeforeEach
    void start() throws IOException {
        source = DockerRegistry.start(folder.resolve("source"));
        destination = DockerRegistry.start(folder.resolve("destination"));
        here = Files.createDirectories(folder.resolve("here"));
    }

    @AfterEach
    void stop() {
        source.close();
        destination.close();
    }

    private String text(String template) {
        return template.replace("SRC", source.name()).replace("DST", destination.name());
    }

    private OneShot.Result run(String command) throws IOException, InterruptedException {
        return OneShot.start(Program.in(here), text(command).split(" ")).await(240);
    }

    /** So many images under the tags 1, 2, 3 and so on; those of one repository share their blobs. */
    private void push(int repositories, int tags) {
        IntStream.rangeClosed(1, repositories)
                .forEach(number -> Samples.pushMany(source.name(), "team/app" + number, tags));
    }

    /** All but three are there. */
    private List<String> twoHundredLines() {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < 200; line++) {
            String name = "team/app" + (line % 10 + 1);
            lines.add(text("SRC/" + name + " " + name + " " + (line / 10 + 1)));
        }
        for (int late : List.of(17, 99, 200)) {
            lines.set(late - 1, text("SRC/team/late team/late " + late));
        }
        return lines;
    }

    @Test
    void mirrorsTwoHundredLinesAndThenWhatFailed() throws IOException, InterruptedException {
        push(10, 20);
        Files.write(here.resolve("list.txt"), twoHundredLines());

        OneShot.Result first = run("mirror -f list.txt -d DST -j 10 -o out.txt");
        assertThat(first.exit()).isEqualTo(1);
        assertThat(first.err())
                .containsPattern("dromedary: 197 copied, 0 up-to-date, 0 skipped, 3 failed, 0 unreadable,"
                        + " [0-9]+ bytes moved, [0-9]+ bytes saved in .*; what failed is in out.txt, ready for -f\n");
        String unknown = "SRC/team/late:<TAG>: not found at the source (404 MANIFEST_UNKNOWN)";
        assertThat(here.resolve("out.txt")).hasContent(text("""
                # failed list of "list.txt": 3 of 200 lines were not mirrored
                # line 17: %s
                SRC/team/late team/late 17
                # line 99: %s
                SRC/team/late team/late 99
                # line 200: %s
                SRC/team/late team/late 200
                """.formatted(
                unknown.replace("<TAG>", "17"), unknown.replace("<TAG>", "99"), unknown.replace("<TAG>", "200"))));

        for (String late : List.of("17", "99", "200")) {
            Samples.push(source.name(), "team/late", late, late);
        }
        assertThat(run("mirror -f out.txt -d DST -j 10 -o out.txt").exit()).isZero();
        assertThat(here.resolve("out.txt")).doesNotExist();

        OneShot.Result last = run("mirror -f list.txt -d DST -j 10 -o out.txt");
        assertThat(last.exit()).isZero();
        assertThat(last.err()).contains("dromedary: 0 copied, 200 up-to-date, 0 skipped, 0 failed, 0 unreadable,");
        assertThat(here.resolve("out.txt")).doesNotExist();
    }

    /** Of a thousand images: names with and without a registry, by tag, by digest, by both, and lines that are converted already. */
    private List<String> rancherImages() {
        List<String> lines = new ArrayList<>();
        for (int image = 0; image < 1_000; image++) {
            String name = "team/app" + (image % 50 + 1);
            int tag = image / 50 + 1;
            lines.add(
                    switch (image % 7) {
                        case 0 -> "# " + image + "\n" + source.name() + "/" + name + ":" + tag;
                        case 1 -> name + ":" + tag + "@" + digest(name, tag);
                        case 2 -> image < 50 ? name + "@" + digest(name, tag) : "\n  " + name + ":" + tag + "  \r";
                        case 3 -> text("SRC/" + name + " DST/" + name + " " + tag);
                        default -> name + ":" + tag;
                    });
        }
        return lines;
    }

    private String digest(String name, int tag) {
        return source.api().headManifest(name, Integer.toString(tag)).orElseThrow();
    }

    @Test
    void takesAThousandLinesFromANamesListToAValidMirror() throws IOException, InterruptedException {
        push(50, 20);
        Files.write(here.resolve("rancher-images.txt"), rancherImages());

        OneShot.Result converted = run("convert-list -i rancher-images.txt -o images.txt -s SRC -d DST");
        assertThat(converted.exit()).as(converted.err()).isZero();
        assertThat(Files.readAllLines(here.resolve("images.txt")))
                .hasSize(1_000)
                .allMatch(line -> line.matches(text("SRC/team/app[0-9]+ DST/team/app[0-9]+ [a-z0-9:@]+")));

        OneShot.Result planned = run("plan -f images.txt");
        assertThat(planned.exit()).isZero();
        assertThat(planned.err()).isEqualTo("dromedary: 1000 planned, 0 unreadable\n");

        OneShot.Result mirrored = run("mirror -f images.txt -j 10");
        assertThat(mirrored.exit()).isZero();
        assertThat(mirrored.err()).contains("dromedary: 1000 copied, 0 up-to-date, 0 skipped, 0 failed, 0 unreadable,");

        OneShot.Result valid = run("mirror-validate -f images.txt -j 10");
        assertThat(valid.exit()).isZero();
        assertThat(valid.err()).contains("dromedary: 1000 valid, 0 skipped, 0 failed, 0 unreadable in ");
        assertThat(here.resolve("mirror-failed.txt")).doesNotExist();
        assertThat(here.resolve("mirror-validate-failed.txt")).doesNotExist();
    }

    @Test
    void namesExactlyWhatIsWrongAfterDamage() throws IOException, InterruptedException {
        Samples.push(source.name(), "team/blob", "1", "blob");
        Samples.push(source.name(), "team/tag", "1", "tag");
        Samples.push(source.name(), "team/right", "1", "right");
        Digest child = pushIndex();
        Files.writeString(here.resolve("list.txt"), """
                team/blob team/blob 1
                team/tag team/tag 1
                team/child team/child 1
                team/right team/right 1
                """);
        assertThat(run("mirror -f list.txt -s SRC -d DST -j 4").exit()).isZero();
        assertThat(run("mirror-validate -f list.txt -s SRC -d DST -j 4").exit()).isZero();

        Digest blob = Digest.sha256("layer of blob".getBytes(StandardCharsets.UTF_8));
        destination.api().deleteBlob("team/blob", blob);
        String moved = Samples.push(destination.name(), "team/tag", "1", "other");
        destination.api().deleteManifest("team/child", child);

        OneShot.Result result = run("mirror-validate -f list.txt -s SRC -d DST -j 4");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(here.resolve("mirror-validate-failed.txt"))
                .hasContent(text("""
                # failed list of "list.txt": 3 of 4 lines are not valid
                # line 1: blob %s is missing at DST/team/blob
                team/blob team/blob 1
                # line 2: tag DST/team/tag:1 is %s, expected %s
                team/tag team/tag 1
                # line 3: manifest %s is missing at DST/team/child
                team/child team/child 1
                """.formatted(blob, moved, digest("team/tag", 1), child)));
    }

    /** An index of two platforms; answers the digest of the second. */
    private Digest pushIndex() {
        RegistryApi api = source.api();
        List<String> entries = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64")) {
            String digest = Samples.push(source.name(), "team/child", architecture, architecture);
            int size = api.getManifest("team/child", architecture).orElseThrow().bytes().length;
            entries.add("""
                    {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "%s", "size": %d,
                     "platform": {"os": "linux", "architecture": "%s"}}""".formatted(digest, size, architecture));
        }
        String index = "{\"schemaVersion\": 2, \"mediaType\": \"" + INDEX + "\", \"manifests\": ["
                + String.join(", ", entries) + "]}";
        api.pushManifest("team/child", "1", INDEX, index.getBytes(StandardCharsets.UTF_8));
        return Digest.of(api.headManifest("team/child", "arm64").orElseThrow());
    }
}
