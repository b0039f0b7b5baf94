package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.image.Digest;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dromedary mirror-validate} and the folder {@code inbox/validate/}: they tell what is wrong and write nothing. */
@Tag("long")
class ValidationTest extends OneShotFixture {
    private DataFolder data;

    @BeforeEach
    void nameData() {
        data = new DataFolder(folder.resolve("data"));
    }

    /** A list of four lines, mirrored; then a blob of the first is gone and the tag of the second moved. */
    private Digest mirrorAndDamage() throws IOException, InterruptedException {
        Samples.push(source.name(), "team/a", "1", "a");
        Samples.push(source.name(), "team/b", "1", "b");
        Samples.push(source.name(), "team/c", "1", "c");
        Files.writeString(here.resolve("list.txt"), """
                # mirror.arch = amd64
                team/a team/a 1
                team/b team/b 1
                team/c team/c 1
                busybox x
                """);
        run("mirror -f list.txt -s SRC -d DST");
        Digest blob = Digest.sha256("layer of a".getBytes(StandardCharsets.UTF_8));
        new RegistryApi(destination.name()).deleteBlob("team/a", blob);
        Samples.push(destination.name(), "team/b", "1", "other");
        source.forgetRequests();
        destination.forgetRequests();
        return blob;
    }

    private String expectedFailedList(Digest blob) {
        RegistryApi there = new RegistryApi(destination.name());
        RegistryApi from = new RegistryApi(source.name());
        return text("""
                # failed list of "list.txt": 3 of 4 lines are not valid
                # mirror.arch = amd64
                # line 2: blob %s is missing at DST/team/a
                team/a team/a 1
                # line 3: tag DST/team/b:1 is %s, expected %s
                team/b team/b 1
                # line 5: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
                busybox x
                """.formatted(
                        blob,
                        there.headManifest("team/b", "1").orElseThrow(),
                        from.headManifest("team/b", "1").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror-validate", "mirror validate"})
    void namesWhatIsWrongAndItsFailedListMendsIt(String command) throws IOException, InterruptedException {
        Digest blob = mirrorAndDamage();
        Files.delete(here.resolve("mirror-failed.txt"));
        OneShot.Result result = run(command + " -f list.txt -s SRC -d DST -j 4");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(text("INFO  list.txt line 4: DST/team/c:1 is valid\n"))
                .containsPattern("dromedary: 1 valid, 0 skipped, 2 failed, 1 unreadable in [0-9.]+ s;"
                        + " what failed is in mirror-validate-failed.txt, ready for -f\n$");
        assertNothingWasWritten();
        assertThat(here.resolve("mirror-validate-failed.txt")).hasContent(expectedFailedList(blob));
        assertThat(here.resolve("mirror-failed.txt")).doesNotExist();

        assertThat(run("mirror -f mirror-validate-failed.txt -s SRC -d DST").err())
                .contains(text("copied SRC/team/b:1 to DST/team/b:1"));
    }

    @Test
    void passesAfterAMirrorAndPrintsItsReport() throws IOException, InterruptedException {
        Samples.pushMany(source.name(), "team/app", 20);
        writeList(20);
        OneShot.Result mirrored = run("mirror -f list.txt -s SRC -d DST -j 4 --output json");
        assertThat(mirrored.exit()).isZero();
        assertThat(mirrored.outcomes()).containsExactlyElementsOf(expected("copied"));

        OneShot.Result result = run("mirror-validate -f list.txt -s SRC -d DST -j 4 --output json");
        assertThat(result.exit()).isZero();
        assertThat(result.outcomes()).containsExactlyElementsOf(expected("valid"));
        JsonNode first = result.objects().get(0);
        assertThat(first.path("destination").asText()).isEqualTo(destination.name() + "/team/app:1");
        assertThat(new RegistryApi(source.name()).headManifest("team/app", "1"))
                .hasValue(first.path("digest").asText());
        assertThat(result.err()).contains("dromedary: 20 valid, 0 skipped, 0 failed, 0 unreadable in ");
        assertThat(here.resolve("mirror-validate-failed.txt")).doesNotExist();
    }

    private static List<String> expected(String outcome) {
        return IntStream.rangeClosed(1, 20).mapToObj(i -> i + " " + outcome).toList();
    }

    @Test
    void validatesADroppedListAndMirrorsNothing() throws IOException, InterruptedException {
        Digest blob = mirrorAndDamage();
        Files.createDirectories(data.inbox().resolve("validate"));
        try (RunningBundle bundle = RunningBundle.start(
                data.path(), "mirror.source=" + source.name(), "mirror.destination=" + destination.name())) {
            bundle.drop("validate/list.txt", Files.readString(here.resolve("list.txt")));
            Path done = data.done().resolve("validate");
            String run = data.awaitRun(done, "list.txt", ".txt");
            assertThat(DataFolder.outcomes(DataFolder.objects(Files.readAllLines(done.resolve(run + ".jsonl")))))
                    .containsExactly("2 failed", "3 failed", "4 valid", "5 unreadable");
            assertThat(data.failed().resolve("validate").resolve(run + ".txt")).hasContent(expectedFailedList(blob));
            assertThat(DataFolder.everything(data.work().resolve("validate"))).isEmpty();
            for (Path none : List.of(data.work(), data.done(), data.failed(), data.inbox())) {
                assertThat(DataFolder.names(none)).isEmpty();
            }
            assertNothingWasWritten();
        }
    }

    @Test
    void putsAwayADroppedListWithASettingLineThatIsNone() throws IOException {
        Files.createDirectories(data.inbox().resolve("validate"));
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.destination=" + destination.name())) {
            bundle.drop("validate/list.txt", "# mirror.arch = amd64\n# mirror.os = a b\nteam/a team/a 1\n");
            Path failed = data.failed().resolve("validate");
            String run = data.awaitRun(failed, "list.txt", ".rejected");
            assertThat(failed.resolve(run + ".reason")).content().startsWith("mirror.os = \"a b\": expected ");
            assertThat(bundle.settled()).isEmpty();
            assertThat(destination.requests()).isEmpty();
        }
    }

    @Test
    void goesOnWithAListWhoseServerWasKilled() throws IOException, InterruptedException {
        Samples.pushMany(source.name(), "team/app", 6);
        String run = "20260101-000000_many";
        try (Gate gate = Gate.before(source.name(), "/v2/team/app/manifests/[4-6]")) {
            Path work = Files.createDirectories(data.work().resolve("validate"));
            Files.writeString(
                    work.resolve(run + ".txt"),
                    IntStream.rangeClosed(1, 6)
                            .mapToObj(i -> text(gate.name() + "/team/app SRC/team/app " + i + "\n"))
                            .collect(Collectors.joining()));
            try (ServerProcess server = ServerProcess.start(data.path())) {
                server.awaitUntil(() -> gate.waiting() == 3);
                server.awaitUntil(
                        () -> Files.readAllLines(work.resolve(run + ".ok")).size() == 3);
                server.kill9();
            }
            source.forgetRequests();
            gate.open();
            try (ServerProcess server = ServerProcess.start(data.path())) {
                server.awaitLog("validate/" + run + ": finished, 6 valid, 0 skipped, 0 failed, 0 unreadable");
            }
            assertThat(source.count("GET", "/v2/team/app/manifests/[1-3]")).isZero();
            assertThat(Files.readAllLines(data.done().resolve("validate").resolve(run + ".jsonl")))
                    .hasSize(6);
        }
    }
}
