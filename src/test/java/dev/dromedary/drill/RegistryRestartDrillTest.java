package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real registries that are killed and started again in the middle of a list, the destination and then the source. */
@Witness
@Tag("drill")
class RegistryRestartDrillTest {
    private static final int IMAGES = 40;
    private static final int RESTARTS = 4;

    @TempDir
    private Path folder;

    @Test
    void losesNoLineAndLeaksNothing() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (DockerRegistry source = DockerRegistry.start(folder.resolve("source"));
                DockerRegistry destination = DockerRegistry.start(folder.resolve("destination"));
                ServerProcess server =
                        ServerProcess.start(Program.in(folder).with("MIRROR_CONNECTIONS", "4"), data.path())) {
            Images.push(source.api(), "team/warm", 2, 1);
            Images.push(source.api(), "team/app", IMAGES, 2);
            data.drop("warm.txt", Images.list(source.name(), destination.name(), "team/warm", 2));
            data.awaitDone("warm.txt");
            Holdings idle = Holdings.of(server.pid());

            data.drop("list.txt", Images.list(source.name(), destination.name(), "team/app", IMAGES));
            restart(server, data, destination, source);
            String run = data.awaitDone("list.txt");
            server.awaitLog(run + ": finished");

            Aftermath.checkRun(data, run);
            Aftermath.checkNothingIsLeft(data);
            assertThat(data.outcomes(run)).allMatch(line -> line.endsWith("copied") || line.endsWith("up-to-date"));
            Images.checkAll(source.api(), destination.api(), "team/app", IMAGES);
            idle.awaitAgain(server);
        }
    }

    private static void restart(ServerProcess server, DataFolder data, DockerRegistry... registries)
            throws InterruptedException {
        for (int i = 0; i < RESTARTS; i++) {
            int settled = i * IMAGES / RESTARTS;
            server.awaitUntil(() -> data.settled().size() > settled);
            DockerRegistry killed = registries[i % registries.length];
            killed.stop();
            server.runOn(Duration.ofMillis(1500));
            killed.restart();
        }
    }
}
