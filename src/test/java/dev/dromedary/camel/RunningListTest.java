package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.embedded.Fault;
import dev.dromedary.run.LineRecord;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while lists are worked on: bounds, retries, the order at one tag, changes of the list's file. */
@Tag("long")
class RunningListTest extends HeldListFixture {
    RunningListTest() {
        super("/v2/app/manifests/.*");
    }

    private String lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> text("GATE/app DST/app " + i + "\n"))
                .collect(Collectors.joining());
    }

    private void awaitWaiting(int requests) {
        await().atMost(Duration.ofSeconds(15)).until(() -> gate.waiting() == requests);
    }

    /** Nothing tells that nothing more will come: half a second has to do. */
    private void staysWaiting(int requests) {
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).until(() -> gate.waiting() == requests);
    }

    @Test
    void sharesTheJobsOverTheListsAtOnceAndTakesTheNextWhenOneIsDone() throws IOException {
        data.putToWork(RUN + "a", lines(1, 20));
        data.putToWork(RUN + "b", lines(21, 22));
        data.putToWork(RUN + "c", lines(31, 40));
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.jobs=5", "mirror.lists=2")) {
            awaitWaiting(5);
            data.awaitWork("b.txt");
            staysWaiting(5);
            assertThat(data.work().resolve(RUN + "c.ok")).doesNotExist();
            gate.let(20);
            data.awaitWork("c.txt");
            assertThat(data.work().resolve(RUN + "b.txt")).as("was done first").doesNotExist();
            gate.open();
            for (String list : new String[] {"a.txt", "b.txt", "c.txt"}) {
                data.awaitDone(list);
            }
            assertThat(gate.mostWaiting()).isEqualTo(5);
            assertThat(bundle.settled()).hasSize(32);
        }
    }

    @Test
    void readsWhatIsAppendedWhileAListIsWorkedOn() throws IOException {
        Samples.pushMany(source.name(), "app", 3);
        data.putToWork(RUN + "growing", lines(1, 1));
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.jobs=2")) {
            awaitWaiting(1);
            Path list = data.work().resolve(RUN + "growing.txt");
            Files.writeString(list, lines(2, 2), StandardOpenOption.APPEND);
            gate.let(1);
            await().until(() -> bundle.settled().size() == 1 && gate.waiting() == 1);
            Files.writeString(list, "\n" + lines(3, 4), StandardOpenOption.APPEND);
            gate.open();
            String run = data.awaitDone("growing.txt");
            assertThat(data.outcomes(run)).containsExactly("1 copied", "2 copied", "4 copied", "5 failed");
            assertThat(data.failedList(run))
                    .contains("1 of 4 lines", "# line 5: ")
                    .endsWith(lines(4, 4));
            assertThat(bundle.settled()).hasSize(4);
        }
    }

    @Test
    void cancelsAListWhoseFileIsDeleted() throws IOException {
        Samples.pushMany(source.name(), "app", 6);
        data.putToWork(RUN + "gone", text("# mirror.arch = all\n") + lines(1, 5) + "busybox x\n");
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.jobs=2")) {
            awaitWaiting(2);
            Files.delete(data.work().resolve(RUN + "gone.txt"));
            gate.let(1);
            await().until(() -> bundle.settled().size() == 1);
            staysWaiting(1);
            gate.open();
            data.awaitRun(data.done(), "gone.txt", ".jsonl");
            assertThat(data.outcomes(RUN + "gone"))
                    .containsExactly("2 copied", "3 copied", "4 failed", "5 failed", "6 failed", "7 unreadable");
            assertThat(data.failedList(RUN + "gone")).isEqualTo(text("""
                    # failed list of "gone.txt": 4 of 6 lines were not mirrored
                    # mirror.arch = all
                    # line 4: cancelled
                    GATE/app DST/app 3
                    # line 5: cancelled
                    GATE/app DST/app 4
                    # line 6: cancelled
                    GATE/app DST/app 5
                    # line 7: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
                    busybox x
                    """));
            await().until(() -> DataFolder.names(data.work()).isEmpty());
            assertThat(DataFolder.names(data.done())).containsExactly(RUN + "gone.jsonl");
        }
    }

    @Test
    void triesAgainWhatMayPassAfterTheTimeThatTheRegistryAskedFor() throws IOException {
        Samples.pushMany(source.name(), "team/app", 2);
        injectFaults();
        data.putToWork(RUN + "retry", text("""
                SRC/team/app DST/team/app 1
                SRC/team/app DST/team/app missing
                SRC/team/app DST/team/app forbidden
                SRC/team/app DST/team/app never
                SRC/Team/app DST/team/app 2
                """));
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.jobs=5", "mirror.retries=2")) {
            String run = data.awaitDone("retry.txt");
            assertThat(data.outcomes(run))
                    .containsExactly("1 copied", "2 failed", "3 failed", "4 failed", "5 unreadable");
            assertThat(bundle.settled())
                    .filteredOn(record -> record.line() == 1)
                    .first()
                    .extracting(LineRecord::took)
                    .matches(took -> took.toMillis() >= 2000 && took.toMillis() < 10_000, "2 s and the copy");
            assertThat(source.count("GET|HEAD", "/v2/team/app/manifests/missing"))
                    .isEqualTo(1);
            assertThat(source.count("GET|HEAD", "/v2/team/app/manifests/forbidden"))
                    .isEqualTo(1);
            assertThat(source.count("GET|HEAD", "/v2/team/app/manifests/never")).isEqualTo(5);
            assertThat(data.failedList(run)).contains("# line 4: ", "429");
        }
    }

    private void injectFaults() {
        source.inject(Fault.on("HEAD|GET", "/v2/team/app/manifests/1").status(503, Map.of("Retry-After", "2"), ""));
        source.inject(
                Fault.on("GET", "/v2/team/app/manifests/never").times(100).status(429, Map.of("Retry-After", "0"), ""));
        source.inject(
                Fault.on("GET", "/v2/team/app/manifests/forbidden").times(100).status(403, Map.of(), ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void letsTheLaterLineOfOneTagWin(int jobs) throws IOException {
        Samples.push(source.name(), "slow", "v", "slow");
        Samples.push(source.name(), "quick", "v", "quick");
        String last = Samples.push(source.name(), "last", "v", "last");
        Duration late = Duration.ofMillis(700);
        source.inject(Fault.on("GET", "/v2/slow/manifests/v").status(503, Map.of("Retry-After", "1"), ""));
        source.inject(Fault.on("GET", "/v2/slow/manifests/v").delay(late));
        source.inject(Fault.on("GET", "/v2/quick/manifests/v").delay(late));
        data.putToWork(RUN + "tag", text("""
                SRC/slow DST/team/app v
                SRC/quick DST/team/app v
                SRC/last DST/team/app v
                SRC/last DST/team/other v
                """));
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.jobs=" + jobs)) {
            String run = data.awaitDone("tag.txt");
            assertThat(data.outcomes(run)).containsExactly("1 copied", "2 copied", "3 copied", "4 copied");
            assertThat(new RegistryApi(destination.name()).headManifest("team/app", "v"))
                    .contains(last);
            assertThat(bundle.settled())
                    .extracting(LineRecord::line)
                    .filteredOn(line -> line < 4)
                    .containsExactly(1L, 2L, 3L);
            assertThat(destination.count("PUT", "/v2/team/app/manifests/v")).isEqualTo(3);
        }
    }
}
