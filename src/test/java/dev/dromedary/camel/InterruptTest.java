package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One-shot commands that are told to end while lines wait for something that does not come in time. */
@Tag("long")
class InterruptTest extends OneShotFixture {
    private static final String BLOBS = "/v2/app/blobs/.*";
    private static final String MANIFESTS = "/v2/app/manifests/.*";

    @BeforeEach
    void pushAndList() throws IOException {
        Samples.pushMany(source.name(), "app", 4);
        source.forgetRequests();
        Files.writeString(here.resolve("list.txt"), "# mirror.arch = amd64\n" + lines(""));
    }

    /** What keeps a line from its end. */
    private enum Wait {
        FOR_A_REGISTRY_THAT_WANTS_TO_BE_LEFT_ALONE,
        FOR_THE_NEXT_TRY,
        FOR_THE_REST_OF_A_BLOB;

        private Fault fault() {
            return switch (this) {
                case FOR_A_REGISTRY_THAT_WANTS_TO_BE_LEFT_ALONE ->
                    Fault.on("GET|HEAD", MANIFESTS).always().status(429, Map.of("Retry-After", "300"), "");
                case FOR_THE_NEXT_TRY ->
                    Fault.on("GET|HEAD", MANIFESTS).always().status(500, Map.of(), "");
                case FOR_THE_REST_OF_A_BLOB -> Fault.on("GET", BLOBS).always().stallAfter(5);
            };
        }

        /** Whether a line is waiting for it. */
        private boolean isOn(FaultyRegistry registry) {
            return registry.count("GET|HEAD", this == FOR_THE_REST_OF_A_BLOB ? BLOBS : MANIFESTS) > 0;
        }
    }

    private static String lines(String before) {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(i -> before.replace("N", Integer.toString(i + 1)) + "app team/app " + i + "\n")
                .collect(Collectors.joining());
    }

    private OneShot begin(String command, String patience) throws IOException {
        Program program = program()
                .with("MIRROR_SHUTDOWN_TIMEOUT", patience)
                .with("MIRROR_RETRIES", "9")
                // whoever runs the tests may have told children to ignore an interrupt
                .under("env", "--default-signal=INT");
        return OneShot.start(
                program, command, "-f", "list.txt", "-s", source.name(), "-d", destination.name(), "-j", "2");
    }

    private static void send(String signal, OneShot to) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal, Long.toString(to.pid()))
                .start()
                .waitFor();
    }

    private void assertAllIsInTheFailedList(String file, String shortcoming) {
        assertThat(here.resolve(file))
                .hasContent("# failed list of \"list.txt\": 4 of 4 lines " + shortcoming + "\n# mirror.arch = amd64\n"
                        + lines("# line N: interrupted before it was done\n"));
        assertThat(destination.count("PUT", "/v2/team/app/manifests/.*")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Wait.class)
    void abandonsWhatWaits(Wait wait) throws IOException, InterruptedException {
        source.inject(wait.fault());
        try (OneShot run = begin("mirror", "1s")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> wait.isOn(source));
            send("INT", run);
            OneShot.Result result = run.await();
            assertThat(result.exit()).isEqualTo(130);
            assertThat(result.err())
                    .contains("stopping: lines in progress may go on for 1 s")
                    .containsPattern("dromedary: 0 copied, 0 up-to-date, 0 skipped, 4 failed, 0 unreadable, .*"
                            + "; what failed is in mirror-failed.txt, ready for -f\n");
        }
        assertAllIsInTheFailedList("mirror-failed.txt", "were not mirrored");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void abandonsAValidation(String signal, int exit) throws IOException, InterruptedException {
        source.inject(Wait.FOR_A_REGISTRY_THAT_WANTS_TO_BE_LEFT_ALONE.fault());
        try (OneShot run = begin("mirror-validate", "1s")) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Wait.FOR_A_REGISTRY_THAT_WANTS_TO_BE_LEFT_ALONE.isOn(source));
            send(signal, run);
            assertThat(run.await().exit()).isEqualTo(exit);
        }
        assertAllIsInTheFailedList("mirror-validate-failed.txt", "are not valid");
    }

    @Test
    void losesNothingWhenItIsInterruptedTwice() throws IOException, InterruptedException {
        source.inject(Wait.FOR_THE_REST_OF_A_BLOB.fault());
        try (OneShot run = begin("mirror", "2s")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> Wait.FOR_THE_REST_OF_A_BLOB.isOn(source));
            send("INT", run);
            await().until(() -> run.errSoFar().contains("stopping: "));
            send("INT", run);
            assertThat(run.await().exit()).isEqualTo(130);
        }
        assertAllIsInTheFailedList("mirror-failed.txt", "were not mirrored");
    }
}
