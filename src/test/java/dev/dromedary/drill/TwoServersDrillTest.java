package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that were given one data folder, by mistake or one after the other's death. */
@Tag("long")
class TwoServersDrillTest {
    @TempDir
    private Path folder;

    @Test
    void letsTheSecondOneRefuseWhileTheFirstOneLives() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (ServerProcess first = ServerProcess.start(data)) {
            first.awaitLog("Dromedary ");
            try (ServerProcess second = ServerProcess.start(data)) {
                assertThat(second.awaitExit()).isEqualTo(3);
                assertThat(second.log())
                        .isEqualTo("dromedary: mirror.data \"" + data + "\": expected a folder of this server's own,"
                                + " found that process " + first.pid() + " works in it\n");
            }
            assertThat(first.isAlive()).isTrue();
            first.kill9();
        }
        try (ServerProcess next = ServerProcess.start(data)) {
            next.awaitLog("Dromedary ");
        }
    }

    /** A container that was killed and one on another host: process 1 both times, and the text of the lock says so. */
    @Test
    void letsTheNextOneStartThatHasTheNumberOfTheDeadOneAndAnotherHost() throws IOException, InterruptedException {
        assumeThat(isolates()).as("namespaces can be made").isTrue();
        Path data = folder.resolve("data");
        try (ServerProcess first = ServerProcess.start(container("one"), data)) {
            first.awaitLog("Dromedary ");
            assertThat(data.resolve(".lock")).hasContent("process 1");
            try (ServerProcess second = ServerProcess.start(container("two"), data)) {
                assertThat(second.awaitExit()).isEqualTo(3);
                assertThat(second.log()).contains("found that process 1 works in it");
            }
            first.kill9();
        }
        try (ServerProcess next = ServerProcess.start(container("two"), data)) {
            next.awaitLog("Dromedary ");
        }
    }

    private static boolean isolates() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return false;
        }
        Process tried =
                new ProcessBuilder("unshare", "--uts", "--pid", "--fork", "--kill-child", "hostname", "one").start();
        return tried.waitFor(10, TimeUnit.SECONDS) && tried.exitValue() == 0;
    }

    private Program container(String host) {
        return Program.in(folder)
                .under("unshare", "--uts", "--pid", "--fork", "--kill-child")
                .under("sh", "-c", "hostname " + host + " && exec \"$@\"", "sh");
    }
}
