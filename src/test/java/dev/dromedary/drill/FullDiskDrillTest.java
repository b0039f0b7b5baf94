package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk, here a small tmpfs, that is full to the last byte when lists are dropped, and when a run is to be published. */
@Tag("drill")
class FullDiskDrillTest {
    private static final int LINES = 2_000;

    @TempDir
    private Path folder;

    private Path disk;
    private DataFolder data;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
                .as("a tmpfs can be mounted")
                .isZero();
        data = new DataFolder(Files.createDirectory(disk.resolve("data")));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "--lazy", disk.toString());
    }

    @Test
    void waitsForRoomAndLosesAndLeaksNothing() throws IOException {
        String list =
                IntStream.rangeClosed(1, LINES).mapToObj(i -> "unreadable " + i).collect(Collectors.joining("\n"));
        Program program = Program.in(folder).with("MIRROR_MIN_FREE", "0");
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            server.awaitLog("Dromedary ");
            Holdings idle = Holdings.whenIdle(server, data);
            data.drop("list.txt", list);
            fill();
            server.awaitLog("_list: cannot go on for now");
            assertThat(server.isAlive()).isTrue();

            // room for the journal and not for failed list and report
            make(500_000);
            server.awaitUntil(() -> data.settled().size() == LINES);
            assertThat(DataFolder.names(data.done())).isEmpty();

            Files.delete(disk.resolve("filler"));
            String run = data.awaitDone("list.txt");
            server.awaitLog(run + ": finished");
            Aftermath.checkRun(data, run);
            await().untilAsserted(() -> Aftermath.checkNothingIsLeft(data));
            idle.awaitAgain(server);
        }
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void make(long room) throws IOException {
        try (java.nio.channels.FileChannel filler =
                java.nio.channels.FileChannel.open(disk.resolve("filler"), java.nio.file.StandardOpenOption.WRITE)) {
            filler.truncate(filler.size() - room);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
