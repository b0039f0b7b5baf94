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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments, from the start of the process on, between two real registries. {@code -Ddrill.seed=} repeats
 * one that went wrong, {@code -Ddrill.kills=} makes it longer.
 */
@Witness
@Tag("drill")
class KillDrillTest {
    private static final int IMAGES = 30;
    private static final String REPOSITORY = "team/app";
    private static final long SEED = Long.getLong("drill.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("drill.kills", 20);

    private final Random random = new Random(SEED);
    private final List<String> runs = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void losesNoLineAndTagsNothingIncomplete() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Files.createDirectories(data.work());
        try (DockerRegistry source = DockerRegistry.start(folder.resolve("source"));
                DockerRegistry destination = DockerRegistry.start(folder.resolve("destination"))) {
            Images.push(source.api(), REPOSITORY, IMAGES, SEED);
            for (int kill = 1; kill <= KILLS; kill++) {
                if (DataFolder.names(data.work()).isEmpty()) {
                    nextList(data, source, destination);
                }
                killOne(data);
                assertThat(Images.wrong(source.api(), destination.api(), REPOSITORY))
                        .as("after kill %d, seed %d", kill, SEED)
                        .isEmpty();
            }
            try (ServerProcess server = ServerProcess.start(program(), data.path())) {
                server.awaitUntil(() -> DataFolder.names(data.work()).isEmpty());
            }
            Images.checkAll(source.api(), destination.api(), REPOSITORY, IMAGES);
        }
        for (String run : runs) {
            Aftermath.checkRun(data, run);
        }
        Aftermath.checkNothingIsLeft(data);
        System.out.printf(
                "kill drill: %d kills, %d lists, %d lines, 0 lost, 0 wrong tags, seed %d%n",
                KILLS, runs.size(), runs.size() * (IMAGES + 2), SEED);
    }

    private void nextList(DataFolder data, DockerRegistry source, DockerRegistry destination) throws IOException {
        String run = "20260101-%06d_list".formatted(runs.size());
        String text = Images.list(source.name(), destination.name(), REPOSITORY, IMAGES) + "unreadable " + run + "\n"
                + source.name() + "/team/none " + destination.name() + "/team/none 1";
        data.putToWork(run, text);
        runs.add(run);
    }

    /** Every fourth one in the first second of the process, the others while it works. */
    private void killOne(DataFolder data) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(program(), data.path())) {
            if (random.nextInt(4) > 0) {
                server.awaitLog(": started");
            }
            server.runOn(Duration.ofMillis(random.nextInt(1000)));
            server.kill9();
        }
    }

    /** Slow enough to be met in the middle. */
    private Program program() {
        return Program.in(folder).with("MIRROR_MIN_FREE", "0").with("MIRROR_CONNECTIONS", "4");
    }
}
