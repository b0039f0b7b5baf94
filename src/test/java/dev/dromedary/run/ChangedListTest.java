package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.NameRules;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.mirror.RequestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that somebody writes to while their run goes on. */
class ChangedListTest {
    @TempDir
    private Path folder;

    private Path list;
    private Runs runs;
    private final List<Long> settled = new ArrayList<>();

    @BeforeEach
    void prepare() {
        list = folder.resolve("list.txt");
        runs = newRuns();
    }

    private Runs newRuns() {
        RequestRules rules = new RequestRules(
                new NameRules(Optional.empty(), Optional.empty(), "library"), PlatformSelection.ALL, false, false);
        return new Runs(
                new OneShotPlaces(DropFolder.Kind.MIRROR, folder, folder.resolve("failed.txt"), Optional.empty()),
                settings -> rules,
                record -> settled.add(record.line()));
    }

    @Test
    void countAnUnendedLineThatIsContinuedAsItWasRead() throws IOException {
        Files.writeString(list, "a a 1\nbusybox");
        Run run = runs.open(list);
        fail(run);
        append(" library/busybox 1\nP Q 1\nlast bad\n");
        fail(run);

        RunResult result = runs.close(run);

        assertThat(result.tally().failures()).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("failed.txt"))).isEqualTo("""
                # failed list of "list.txt": 4 of 4 lines were not mirrored
                # line 1: no
                a a 1
                # line 2: expected "<SOURCE> <DEST> <TAG>" (one name alone needs a destination registry), found "busybox"
                busybox
                # line 3: source "P": path part "P": expected lower-case letters and digits, separated by ".", "_", "__" or "-"
                P Q 1
                # line 4: expected "<SOURCE> <DEST> <TAG>", found "last bad"
                last bad
                """);
    }

    /** Or lines would be lost, or done twice, after a kill. */
    @Test
    void haveTheSameNumbersWhenTheyAreReadAgain() throws IOException {
        Files.writeString(list, "a a 1");
        Run run = runs.open(list);
        fail(run);
        append("2\nb b 1\nc c 1\n");
        Iterator<Line> lines = run.lines();
        assertThat(lines.hasNext()).isTrue();
        lines.next().fail("no");
        runs.suspend();
        runs.close(run);

        Runs next = newRuns();
        Run again = next.open(list);
        fail(again);
        assertThat(next.close(again).end()).isEqualTo(RunResult.End.FINISHED);
        assertThat(settled).containsExactly(1L, 2L, 3L);
    }

    @Test
    void areTakenAgainWhenTheyGrewWhileTheirRunEnded() throws IOException {
        Files.writeString(list, "a a 1\n");
        Run run = runs.open(list);
        fail(run);
        append("b b 1\n");

        assertThat(runs.close(run).end()).isEqualTo(RunResult.End.ROLLED_BACK);

        Run again = runs.open(list);
        fail(again);
        assertThat(runs.close(again).end()).isEqualTo(RunResult.End.FINISHED);
        assertThat(settled).containsExactly(1L, 2L);
    }

    @Test
    void doNotEndWhileALineThatWasBegunHasNoOutcome() throws IOException {
        Files.writeString(list, "a a 1\nb b 1\n");
        Run run = runs.open(list);
        Iterator<Line> lines = run.lines();
        assertThat(lines.hasNext()).isTrue();
        lines.next().fail("no");
        assertThat(lines.hasNext()).isTrue();
        lines.next();

        assertThat(runs.close(run).end()).isEqualTo(RunResult.End.ROLLED_BACK);
        assertThat(folder.resolve("failed.txt")).doesNotExist();
    }

    private static void fail(Run run) {
        run.lines().forEachRemaining(line -> line.fail("no"));
    }

    private void append(String text) throws IOException {
        Files.writeString(list, text, StandardOpenOption.APPEND);
    }
}
