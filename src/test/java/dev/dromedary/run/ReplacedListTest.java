package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.NameRules;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.mirror.RequestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that an editor saves in the place of a list that is worked on. */
class ReplacedListTest {
    private static final String RUN = "20260101-000000_list";

    @TempDir
    private Path data;

    @Test
    void isAListOfItsOwn() throws IOException {
        try (DropFolders folders = DropFolders.open(data, Clock.systemUTC())) {
            RequestRules rules = new RequestRules(
                    new NameRules(Optional.empty(), Optional.empty(), "library"), PlatformSelection.ALL, false, false);
            Runs runs = new Runs(folders.of(DropFolder.Kind.MIRROR), settings -> rules, record -> {});
            Path list = Files.writeString(data.resolve("work").resolve(RUN + ".txt"), "# mirror.arch = all\na a 1\n");
            Run run = runs.open(list);
            run.lines().forEachRemaining(line -> line.fail("no"));
            Path saved = Files.writeString(data.resolve("saved"), "c c 1\nb b 1\n");
            Files.move(saved, list, StandardCopyOption.ATOMIC_MOVE);

            assertThat(runs.close(run).end()).isEqualTo(RunResult.End.FINISHED);
        }
        assertThat(data.resolve("inbox").resolve(RUN + ".txt")).hasContent("c c 1\nb b 1");
        assertThat(data.resolve("done").resolve(RUN + ".txt")).hasContent("# mirror.arch = all\na a 1");
        assertThat(data.resolve("failed").resolve(RUN + ".txt")).hasContent("""
                        # failed list of "list.txt": 1 of 1 lines were not mirrored
                        # mirror.arch = all
                        # line 2: no
                        a a 1
                        """);
        assertThat(data.resolve("work")).isDirectoryNotContaining("glob:**" + RUN + "*");
    }
}
