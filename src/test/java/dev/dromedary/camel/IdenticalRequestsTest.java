package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that ask for the same while it is in progress, and lines for one tag in two lists. */
class IdenticalRequestsTest extends HeldListFixture {
    IdenticalRequestsTest() {
        super("/v2/slow/manifests/v");
    }

    private RunningBundle bundle(int jobs) throws IOException {
        return RunningBundle.start(data.path(), "mirror.jobs=" + jobs, "mirror.lists=2", "mirror.retries=1");
    }

    /** Waits until one line is at work and so many wait for it. */
    private void awaitWaiting(int lines) {
        await().atMost(Duration.ofSeconds(30)).until(() -> gate.waiting() == 1 && waitingForATurn() == lines);
    }

    /** Nothing else tells from outside that a line was given out and has to wait. */
    private static long waitingForATurn() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        Stream.of(stack).anyMatch(frame -> frame.getClassName().endsWith(".Turns$Turn")))
                .count();
    }

    /** What one copy asks of the source's manifest. */
    private long asked() {
        return source.count("GET|HEAD", "/v2/slow/manifests/v");
    }

    @Test
    void areDoneOnceAndAnsweredEach() throws IOException {
        String digest = Samples.push(source.name(), "slow", "v", "slow");
        data.putToWork(RUN + "same", text("""
                GATE/slow DST/team/app v
                GATE/slow DST/team/app v
                GATE/slow DST/team/app v
                """));
        try (RunningBundle bundle = bundle(3)) {
            awaitWaiting(2);
            gate.open();
            String run = data.awaitDone("same.txt");
            assertThat(data.outcomes(run)).containsExactly("1 copied", "2 copied", "3 copied");
            assertThat(data.report(run))
                    .extracting(line -> line.path("digest").asText())
                    .containsOnly(digest);
            assertThat(data.report(run).stream().map(line -> line.path("bytes").asLong()))
                    .containsExactly(37L + "layer of slow".length(), 0L, 0L);
            assertThat(asked()).isEqualTo(1);
            assertThat(bundle.settled())
                    .extracting(record -> record.moved().saved())
                    .contains(0L, 50L);
        }
    }

    @Test
    void failTogetherAndAreTriedAgainAsOne() throws IOException {
        source.inject(Fault.on("GET|HEAD", "/v2/slow/manifests/v").always().status(403, Map.of(), ""));
        data.putToWork(RUN + "same", text("""
                GATE/slow DST/team/app v
                GATE/slow DST/team/app v
                """));
        try (RunningBundle bundle = bundle(2)) {
            awaitWaiting(1);
            gate.open();
            String run = data.awaitDone("same.txt");
            assertThat(data.outcomes(run)).containsExactly("1 failed", "2 failed");
            assertThat(bundle.settled())
                    .extracting(record -> String.valueOf(record.reason()))
                    .containsOnly(String.valueOf(bundle.settled().get(0).reason()));
            assertThat(asked()).isEqualTo(1);
        }
    }

    @Test
    void areDoneAgainWhenAnotherSourceCameBetween() throws IOException {
        String slow = Samples.push(source.name(), "slow", "v", "slow");
        Samples.push(source.name(), "quick", "v", "quick");
        data.putToWork(RUN + "between", text("""
                GATE/slow DST/team/app v
                SRC/quick DST/team/app v
                GATE/slow DST/team/app v
                """));
        try (RunningBundle bundle = bundle(3)) {
            awaitWaiting(2);
            gate.open();
            String run = data.awaitDone("between.txt");
            assertThat(data.outcomes(run)).containsExactly("1 copied", "2 copied", "3 copied");
            assertThat(new RegistryApi(destination.name()).headManifest("team/app", "v"))
                    .contains(slow);
            assertThat(destination.count("PUT", "/v2/team/app/manifests/v")).isEqualTo(3);
            assertThat(bundle.settled()).hasSize(3);
        }
    }

    @Test
    void areDoneOnceOverTwoLists() throws IOException {
        Samples.push(source.name(), "slow", "v", "slow");
        data.putToWork(RUN + "a", text("GATE/slow DST/team/app v\n"));
        try (RunningBundle bundle = bundle(2)) {
            awaitWaiting(0);
            data.putToWork(RUN + "b", text("GATE/slow DST/team/app v\n"));
            awaitWaiting(1);
            gate.open();
            JsonNode first = data.report(data.awaitDone("a.txt")).get(0);
            JsonNode second = data.report(data.awaitDone("b.txt")).get(0);
            assertThat(second.path("digest")).isEqualTo(first.path("digest"));
            assertThat(bundle.settled()).hasSize(2);
            assertThat(destination.count("PUT", "/v2/team/app/manifests/v")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void letTheListWinThatWasSubmittedLater(int jobs) throws IOException {
        Samples.push(source.name(), "slow", "v", "slow");
        String last = Samples.push(source.name(), "last", "v", "last");
        data.putToWork(RUN + "a", text("GATE/slow DST/team/app v\n"));
        try (RunningBundle bundle = bundle(jobs)) {
            awaitWaiting(0);
            data.putToWork(RUN + "b", text("SRC/last DST/team/app v\n"));
            await().until(() -> data.work().resolve(RUN + "b.ok").toFile().exists());
            awaitWaiting(jobs == 1 ? 0 : 1);
            gate.open();
            data.awaitDone("a.txt");
            data.awaitDone("b.txt");
            assertThat(new RegistryApi(destination.name()).headManifest("team/app", "v"))
                    .contains(last);
            assertThat(bundle.settled())
                    .extracting(record -> record.outcome().toString())
                    .containsOnly("copied");
        }
    }
}
