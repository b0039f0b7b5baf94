package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while nothing can end: a layer that stands still, and waits before the next try. */
@Tag("long")
class TerminationDrillTest {
    private static final int IMAGES = 6;
    private static final String RUN = "20260101-000000_list";

    @TempDir
    private Path folder;

    /** Of four jobs, some stand in the middle of a layer, some wait as long as the registry asked for. */
    @Test
    void endsInTimeAndLeavesTheLinesToTheNextStart() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"))) {
            RegistryApi from = new RegistryApi(source.name());
            Images.push(from, "team/app", IMAGES, 3);
            data.putToWork(RUN, Images.list(source.name(), destination.name(), "team/app", IMAGES));
            holdUp(source);
            source.forgetRequests();
            try (ServerProcess server = ServerProcess.start(program(), data.path())) {
                server.awaitUntil(() -> source.count("GET", "/v2/team/app/(manifests|blobs)/.*") >= 4);
                server.terminate();
                long asked = System.nanoTime();
                assertThat(server.awaitExit()).isEqualTo(143);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(30));
                assertThat(server.log())
                        .contains("stopping: no line is begun any more")
                        .doesNotContain("ERROR");
            }
            assertThat(data.settled()).isEmpty();
            assertThat(new RegistryApi(destination.name()).tags("team/app")).isEmpty();
            source.mend();
            try (ServerProcess server = ServerProcess.start(program(), data.path())) {
                server.awaitLog(RUN + ": finished, " + IMAGES + " copied");
            }
            Images.checkAll(from, new RegistryApi(destination.name()), "team/app", IMAGES);
        }
        Aftermath.checkRun(data, RUN);
        Aftermath.checkNothingIsLeft(data);
    }

    private static void holdUp(FaultyRegistry source) {
        source.inject(
                Fault.on("GET", "/v2/team/app/manifests/[12]").always().status(503, Map.of("Retry-After", "300"), ""));
        source.inject(Fault.on("GET", "/v2/team/app/blobs/.*").always().stallAfter(50_000));
    }

    private Program program() {
        return Program.in(folder).with("MIRROR_SHUTDOWN_TIMEOUT", "2s");
    }
}
