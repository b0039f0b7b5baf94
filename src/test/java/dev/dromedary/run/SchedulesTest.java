package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final String RUN = "20261124-020000_nightly-base";

    @TempDir
    private Path folder;

    private SchedulesFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new SchedulesFixture(folder.resolve("data"));
        fixture.put("base.txt", "busybox x\n");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void copiesTheListsWhenTheyAreDueAndLeavesThemWhereTheyAre() throws IOException {
        fixture.put("more.txt", "busybox y\n");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).isEmpty();
        fixture.dueAtTwo();
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt", "20261124-020000_nightly-more.txt");
        assertThat(fixture.work().resolve(RUN + ".txt")).hasContent("busybox x\n");
        assertThat(fixture.folder()).isDirectoryContaining("glob:**base.txt");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).hasSize(2);
    }

    @Test
    void tellsWhenItRanAndWhenItWill() throws IOException {
        assertThat(fixture.status().last()).isEmpty();
        assertThat(fixture.status().next()).contains(Instant.parse("2026-11-24T02:00:00Z"));
        fixture.dueAtTwo();
        assertThat(fixture.status())
                .isEqualTo(new ScheduleStatus(
                        "nightly",
                        Optional.of(Instant.parse("2026-11-24T02:00:00Z")),
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-11-24T03:00:00Z")),
                        true,
                        0,
                        ""));
        fixture.finish(RUN);
        assertThat(fixture.status().running()).isFalse();
    }

    @Test
    void isNotStartedAgainWhileOneOfItsListsIsWorkedOn() throws IOException {
        fixture.dueAtTwo();
        fixture.time.set("2026-11-24T03:00:00Z");
        fixture.due("2026-11-24T03:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
        assertThat(fixture.status().left()).isEqualTo(1);
        fixture.finish(RUN);
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).as("what was left out is not made up for").isEmpty();
        fixture.due("2026-11-24T04:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).hasSize(1);
    }

    @Test
    void isNotStartedAgainAfterARestartEither() throws IOException {
        fixture.dueAtTwo();
        fixture.restart();
        fixture.time.set("2026-11-24T03:00:00Z");
        fixture.due("2026-11-24T03:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
    }

    @Test
    void makesUpForOneOfTheTimesThatItMissed() throws IOException {
        fixture.dueAtTwo();
        fixture.finish(RUN);
        fixture.time.set("2026-11-24T07:10:00Z");
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly("20261124-071000_nightly-base.txt");
        fixture.finish("20261124-071000_nightly-base");
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).isEmpty();
    }

    @Test
    void makesUpForTheVeryFirstTimeToo() throws IOException {
        fixture.time.set("2026-11-24T02:00:01Z");
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly("20261124-020001_nightly-base.txt");
    }

    @Test
    void doesNotRunTwiceWhenTheTriggerComesWithWhatWasMadeUpFor() throws IOException {
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.restart();
        fixture.goOn(SOON);
        fixture.finish(RUN);
        fixture.due("2026-11-24T02:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).isEmpty();
    }

    @Test
    void runsOnWhenTheClockWasSetBack() throws IOException {
        fixture.time.set("2036-01-01T00:00:00Z");
        fixture.due("2036-01-01T00:00:00Z");
        fixture.goOn(SOON);
        fixture.finish("20360101-000000_nightly-base");
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.restart();
        fixture.due("2026-11-24T02:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
    }

    @Test
    void goesOnWithAStartThatWasCutOffBeforeAnythingWasCopied() throws IOException {
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.due("2026-11-24T02:00:00Z");
        fixture.schedules().goOn();
        assertThat(fixture.inWork()).isEmpty();
        fixture.time.pass(Duration.ofMinutes(3));
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
    }

    /** Killed when two of three lists had been copied, one of which was done by then, and a third was half written. */
    @Test
    void makesNoRunTwiceAfterAStartThatWasCutOffHalfWay() throws IOException {
        fixture.put("more.txt", "busybox y\n");
        fixture.put("rest.txt", "busybox z\n");
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.due("2026-11-24T02:00:00Z");
        fixture.schedules().goOn();
        Path work = fixture.work();
        Files.writeString(work.resolve("20261124-020000_nightly-more.txt"), "busybox y\n");
        Files.writeString(fixture.data().resolve("done/" + RUN + ".txt"), "busybox x\n");
        Files.writeString(work.resolve(".20261124-020000_nightly-rest.txt.tmp"), "busy");
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.inWork())
                .containsExactly("20261124-020000_nightly-more.txt", "20261124-020000_nightly-rest.txt");
        assertThat(work.resolve("20261124-020000_nightly-rest.txt")).hasContent("busybox z\n");
        assertThat(fixture.status().running()).isTrue();
    }

    @Test
    void waitsUntilNobodyWritesToAList() throws IOException {
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.due("2026-11-24T02:00:00Z");
        for (int i = 0; i < 10; i++) {
            fixture.put("base.txt", "busybox x\n".repeat(i + 1));
            fixture.goOn(Duration.ofSeconds(1));
        }
        assertThat(fixture.inWork()).isEmpty();
        fixture.goOn(SOON);
        assertThat(fixture.work().resolve(RUN + ".txt")).hasContent("busybox x\n".repeat(10));
    }

    @Test
    void leavesOutAListThatNeverComesToRest() throws IOException {
        fixture.put("calm.txt", "busybox y\n");
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.due("2026-11-24T02:00:00Z");
        for (int i = 0; i < 610; i++) {
            fixture.put("base.txt", "busybox x\n".repeat(i + 1));
            fixture.goOn(Duration.ofSeconds(1));
        }
        assertThat(fixture.inWork()).containsExactly("20261124-020000_nightly-calm.txt");
        fixture.finish("20261124-020000_nightly-calm");
        assertThat(fixture.status().running()).isFalse();
    }

    @Test
    void leavesOutAListThatIsGoneAndWhatWasCopiedOfIt() throws IOException {
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.due("2026-11-24T02:00:00Z");
        fixture.schedules().goOn();
        Files.writeString(fixture.work().resolve("." + RUN + ".txt.tmp"), "busy");
        Files.delete(fixture.folder().resolve("base.txt"));
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).isEmpty();
        assertThat(fixture.status().running()).isFalse();
    }

    @Test
    void leavesPartialNamesAndFoldersAlone() throws IOException {
        fixture.put(".hidden.txt", "busybox y\n");
        fixture.put("more.txt.part", "busybox y\n");
        fixture.put("more.tmp", "busybox y\n");
        Files.createDirectories(fixture.folder().resolve("folder.txt"));
        fixture.dueAtTwo();
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
    }

    /** What a volume of a Kubernetes ConfigMap looks like. */
    @Test
    void followsALinkWithinItsFolder() throws IOException {
        Files.createDirectories(fixture.folder().resolve("..2026"));
        Files.writeString(fixture.folder().resolve("..2026/linked.txt"), "busybox y\n");
        Files.createSymbolicLink(fixture.folder().resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(fixture.folder().resolve("linked.txt"), Path.of("..data/linked.txt"));
        fixture.dueAtTwo();
        assertThat(fixture.work().resolve("20261124-020000_nightly-linked.txt")).hasContent("busybox y\n");
    }

    @Test
    void opensNothingOutsideOfItsFolderAndNoPipe() throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("secret"), "password\n");
        Files.createSymbolicLink(fixture.folder().resolve("link.txt"), secret);
        Files.createSymbolicLink(fixture.folder().resolve("state.txt"), Path.of("../../.lock"));
        Path pipe = fixture.folder().resolve("pipe.txt");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "needs mkfifo");
        fixture.dueAtTwo();
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
    }

    @Test
    void keepsItsNameFromAListOfTheInboxThatComesAtTheSameMoment() throws IOException {
        fixture.time.set("2026-11-24T02:00:00Z");
        fixture.due("2026-11-24T02:00:00Z");
        fixture.schedules().goOn();
        Path dropped = fixture.lists().inbox().resolve("nightly-base.txt");
        Files.writeString(dropped, "from the inbox\n");
        fixture.lists().claim(dropped);
        fixture.goOn(SOON);
        assertThat(fixture.work().resolve(RUN + ".txt")).hasContent("busybox x\n");
        assertThat(fixture.work().resolve(RUN + "-2.txt")).hasContent("from the inbox\n");
    }

    @Test
    void namesARunOfAFailedListByThisTimeAndNotByThatOne() throws IOException {
        Files.move(fixture.folder().resolve("base.txt"), fixture.folder().resolve("20250101-000000_base.txt"));
        fixture.dueAtTwo();
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt");
    }

    @Test
    void beginsAnewWhenWhatWasWrittenDownCannotBeRead() throws IOException {
        fixture.dueAtTwo();
        Files.writeString(fixture.work().resolve("schedules/nightly.json"), "{\"due\":");
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.status().last()).isEmpty();
        fixture.time.set("2026-11-24T03:00:00Z");
        fixture.due("2026-11-24T03:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.inWork()).containsExactly(RUN + ".txt", "20261124-030000_nightly-base.txt");
    }

    /** The folder is taken away and comes back: the start is not lost, and health tells of it meanwhile. */
    @Test
    void goesOnByItselfWhenItsFolderIsBack() throws IOException {
        Path away = folder.resolve("away");
        Files.move(fixture.folder(), away);
        fixture.dueAtTwo();
        assertThat(fixture.status().problem()).startsWith("no such file or folder: ");
        Files.move(away, fixture.folder());
        fixture.goOn(Duration.ofSeconds(40));
        assertThat(fixture.inWork()).containsExactly("20261124-020030_nightly-base.txt");
        assertThat(fixture.status().problem()).isEmpty();
    }
}
