package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dromedary plan --check} as people run it: it says what a mirror would do, and writes nothing. */
class CheckTest extends OneShotFixture {
    @Override
    Program program() {
        return super.program().with("MIRROR_ALLOW_DESTINATIONS", destination.name() + "/team");
    }

    /** A list of nearly all outcomes. */
    private void prepare() throws IOException {
        Samples.push(source.name(), "team/a", "1", "a");
        Samples.push(source.name(), "team/a", "2", "a"); // of the same blobs
        Samples.push(source.name(), "team/b", "1", "b");
        Samples.push(destination.name(), "team/b", "1", "b");
        Samples.push(source.name(), "team/c", "1", "c");
        Samples.push(destination.name(), "team/c", "1", "older c");
        Samples.push(source.name(), "team/m", "1", "m", "mips64le");
        Files.writeString(here.resolve("list.txt"), """
                # mirror.os = linux
                team/a team/a 1
                team/b team/b 1
                team/a team/a 2
                team/c team/c 1
                team/m team/m 1
                team/a team/a 9
                team/a secret/a 1
                busybox x
                """);
        source.forgetRequests();
        destination.forgetRequests();
    }

    @Test
    void saysWhatAMirrorThenDoes() throws IOException, InterruptedException {
        prepare();
        OneShot.Result result = run("plan --check -f list.txt -s SRC -d DST");
        assertThat(result.out()).isEqualTo(text("""
                2\tcopy\tSRC/team/a:1\tDST/team/a:1\t\t47
                3\tup-to-date\tSRC/team/b:1\tDST/team/b:1\t\t0
                4\tcopy\tSRC/team/a:2\tDST/team/a:2\t\t0
                5\tcopy\tSRC/team/c:1\tDST/team/c:1\t\t10
                6\tskipped\tSRC/team/m:1\tDST/team/m:1\tSRC/team/m:1: none of its platforms is selected (arch amd64,arm64, os linux)\t0
                7\tfailed\tSRC/team/a:9\tDST/team/a:9\tSRC/team/a:9: not found at the source (404 MANIFEST_UNKNOWN)\t0
                8\tfailed\tSRC/team/a:1\tDST/secret/a:1\tdestination DST/secret/a is not allowed by mirror.allow-destinations\t0
                9\tunreadable\t\t\texpected "<SOURCE> <DEST> <TAG>", found "busybox x"\t0
                """));
        assertThat(result.err())
                .containsPattern("dromedary: 3 copy, 1 up-to-date, 1 skipped, 2 failed, 1 unreadable,"
                        + " 57 bytes to move in [0-9.]+ s\n$")
                .doesNotContain("WARN");
        assertThat(result.exit()).isEqualTo(1);
        assertNothingWasWritten();
        assertThat(here).isDirectoryNotContaining(file -> !file.endsWith("list.txt"));

        OneShot.Result mirrored = run("mirror -f list.txt -s SRC -d DST");
        assertThat(mirrored.err())
                .contains("3 copied, 1 up-to-date, 1 skipped, 2 failed, 1 unreadable, 57 bytes moved");
    }

    @Test
    void checksSeveralLinesAtOnceAndPrintsThemInTheOrderOfTheList() throws IOException, InterruptedException {
        Samples.pushMany(source.name(), "team/app", 20);
        source.forgetRequests();
        writeList(20);
        OneShot.Result result = run("plan -f list.txt -s SRC -d DST --check -j 8 --output json");
        assertThat(result.exit()).isZero();
        List<JsonNode> lines = result.objects();
        assertThat(result.outcomes())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(i -> i + " copy").toList());
        assertThat(lines.stream().mapToLong(line -> line.path("bytes").asLong()).sum())
                .isEqualTo(50);
        assertThat(lines.get(0).path("digest").asText()).startsWith("sha256:");
        assertThat(result.err()).contains("dromedary: 20 copy, 0 up-to-date, 0 skipped, 0 failed, 0 unreadable, 50 ");
        assertNothingWasWritten();
    }

    @Test
    void takesTheFlagsOfAMirror() throws IOException, InterruptedException {
        prepare();
        OneShot.Result result = run("plan --check -f list.txt -s SRC -d DST -a mips64le --os=linux --no-arch-os-fail"
                + " --tls-verify=false --jobs=2 --debug");
        assertThat(result.out())
                .contains(text("6\tcopy\tSRC/team/m:1\t"))
                .contains(text("2\tfailed\tSRC/team/a:1\tDST/team/a:1\tSRC/team/a:1: none of its platforms"));
        assertThat(result.err()).contains(" DEBUG ");
        assertNothingWasWritten();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan --check                        | -f: expected a list file, found none
            plan --check -f none.txt            | -f "none.txt": expected a readable file, found none
            plan --check -f list.txt -j 21      | mirror.jobs = "21": expected a whole number from 1 to 20
            plan --check -f list.txt -o x.txt   | unknown flag "-o"
            plan --check -f jobs.txt            | mirror.jobs: no setting of a list; expected one of
            """)
    void refusesWhatItCannotDoInOneLine(String arguments, String reason) throws IOException, InterruptedException {
        Files.writeString(here.resolve("list.txt"), "busybox x\n");
        Files.writeString(here.resolve("jobs.txt"), "# mirror.jobs = 3\n");
        assertRefuses(arguments, reason);
    }

    @Test
    void printsWhatItKnowsWhenItIsTerminated() throws IOException, InterruptedException {
        Samples.pushMany(source.name(), "team/app", 4);
        source.forgetRequests();
        try (Gate gate = Gate.before(source.name(), "/v2/team/app/manifests/[2-9]")) {
            Files.write(
                    here.resolve("list.txt"),
                    IntStream.rangeClosed(1, 4)
                            .mapToObj(i -> text(gate.name() + "/team/app DST/team/app " + i))
                            .toList());
            try (OneShot run = OneShot.start(program(), "plan", "--check", "-f", "list.txt")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> gate.waiting() == 1);
                new ProcessBuilder("kill", "-s", "TERM", Long.toString(run.pid()))
                        .start()
                        .waitFor();
                await().during(Duration.ofSeconds(1)).until(() -> gate.waiting() == 1);
                gate.open();
                OneShot.Result result = run.await();
                assertThat(result.exit()).isEqualTo(143);
                assertThat(result.out().lines().map(line -> line.split("\t", -1)))
                        .extracting(column -> String.join(" ", column[0], column[1], column[4], column[5]))
                        .containsExactly(
                                "1 copy  50",
                                "2 copy  0",
                                "3 failed interrupted before it was done 0",
                                "4 failed interrupted before it was done 0");
            }
            assertNothingWasWritten();
        }
    }
}
