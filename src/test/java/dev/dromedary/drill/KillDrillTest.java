package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments, from the start of the process on, between two real registries, while lists wait in the inbox
 * and two are worked on. {@code -Ddrill.seed=} repeats one that went wrong, {@code -Ddrill.kills=} makes it longer.
 */
@Witness
@Tag("drill")
class KillDrillTest {
    private static final long SEED = Long.getLong("drill.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("drill.kills", 20);

    private final Random random = new Random(SEED);
    private final Set<String> hit = new TreeSet<>();

    @TempDir
    private Path folder;

    @Test
    void losesNoLineAndTagsNothingIncomplete() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Files.createDirectories(data.inbox());
        Files.createDirectories(data.work());
        try (DockerRegistry source = DockerRegistry.start(folder.resolve("source"));
                DockerRegistry destination = DockerRegistry.start(folder.resolve("destination"))) {
            Backlog backlog = new Backlog(data, source, destination, random);
            backlog.pushImages(SEED);
            for (int kill = 1; kill <= KILLS; kill++) {
                backlog.fill(2, 2);
                killOne(data);
                hit.addAll(backlog.begun());
                assertThat(backlog.wrongTags())
                        .as("after kill %d, seed %d", kill, SEED)
                        .isEmpty();
            }
            try (ServerProcess server = ServerProcess.start(program(), data.path())) {
                server.awaitUntil(backlog::isDone);
            }
            backlog.checkAll();
            assertThat(backlog.wrongTags()).as("seed %d", SEED).isEmpty();
            assertThat(hit).as("lists in the middle of which a kill fell").hasSizeGreaterThanOrEqualTo(KILLS / 4);
            System.out.printf(
                    "kill drill: %d kills in the middle of %d lists; %s, 0 lost, 0 wrong tags, seed %d%n",
                    KILLS, hit.size(), backlog, SEED);
        }
    }

    /** In the first second of the process, as soon as a list was taken from the inbox, or while lists are worked on. */
    private void killOne(DataFolder data) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(program(), data.path())) {
            switch (random.nextInt(4)) {
                case 0 -> server.runOn(Duration.ofMillis(random.nextInt(1000)));
                case 1 -> {
                    server.awaitLog(": taken from the inbox");
                    server.runOn(Duration.ofMillis(random.nextInt(100)));
                }
                default -> {
                    int lines = random.nextInt(6);
                    server.awaitUntil(() -> server.log().contains(": started") && server.settledLines() >= lines);
                    server.runOn(Duration.ofMillis(random.nextInt(200)));
                }
            }
            server.kill9();
        }
    }

    /** Slow enough to be met in the middle. */
    private Program program() {
        return Program.in(folder).with("MIRROR_MIN_FREE", "0").with("MIRROR_CONNECTIONS", "4");
    }
}
