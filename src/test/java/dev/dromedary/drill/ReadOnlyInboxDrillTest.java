package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.WatchedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inbox that the server may look into and not write to, with lists in it that can't be moved, and a list that it may not read. */
@Tag("long")
class ReadOnlyInboxDrillTest {
    private static final int LISTS = 20;
    private static final String READY = "/observe/health/ready";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void name() {
        data = new DataFolder(folder.resolve("data"));
    }

    @AfterEach
    void giveTheRightBack() throws IOException {
        permit("rwxr-xr-x");
    }

    private void permit(String mode) throws IOException {
        Files.setPosixFilePermissions(data.inbox(), PosixFilePermissions.fromString(mode));
    }

    @Test
    void isToldOfOnceAndHoldsUpNothingElse() throws IOException {
        Program program = Program.in(folder).boundByFileModes();
        try (WatchedServer server = WatchedServer.start(program, data.path())) {
            server.awaitWell(READY);
            Holdings idle = Holdings.whenIdle(server.process(), data);
            IntStream.rangeClosed(1, LISTS).forEach(i -> data.drop("list-" + i + ".txt", "unreadable " + i + "\n"));
            data.drop("secret.txt", "unreadable secret\n");
            Files.setPosixFilePermissions(
                    data.inbox().resolve("secret.txt"), PosixFilePermissions.fromString("---------"));
            permit("r-xr-xr-x");

            server.process().awaitUntil(() -> server.get(READY).status() == 503);
            assertThat(server.get(READY).body())
                    .contains("the folder inbox of mirror.data: expected one that can be written to,"
                            + " found one that cannot");
            assertThat(server.get("/observe/health/live").status()).isEqualTo(200);
            workGoesOn();
            assertThat(DataFolder.names(data.inbox())).hasSize(LISTS + 1);
            assertThat(complaints(server)).hasSize(1);

            permit("rwxr-xr-x");
            server.awaitWell(READY);
            checkLists();
            server.process().awaitLog("_secret: rejected: cannot read the file: permission denied");
            await().untilAsserted(() -> Aftermath.checkNothingIsLeft(data));
            assertThat(complaints(server)).hasSize(1);
            idle.awaitAgain(server.process());
        }
    }

    /** What else is there to do, until well after the lists of the inbox would have been taken. */
    private void workGoesOn() throws IOException {
        data.putToWork("20260101-000000_other", "unreadable other\n");
        Aftermath.checkRun(data, data.awaitDone("other.txt"));
        Files.writeString(data.inbox().resolve("convert").resolve("names.txt"), "nginx\n");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !DataFolder.names(data.inbox().resolve("convert")).contains("names.txt"));
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> DataFolder.names(data.inbox()).size() == LISTS + 1);
    }

    private void checkLists() throws IOException {
        for (int i = 1; i <= LISTS; i++) {
            String run = data.awaitDone("list-" + i + ".txt");
            Aftermath.checkRun(data, run);
            String ending = "_list-" + i + ".txt";
            assertThat(DataFolder.names(data.done()))
                    .filteredOn(name -> name.endsWith(ending))
                    .hasSize(1);
        }
    }

    private static List<String> complaints(WatchedServer server) {
        return server.process()
                .log()
                .lines()
                .filter(line -> line.contains("ERROR") || line.contains("found one that cannot"))
                .toList();
    }
}
