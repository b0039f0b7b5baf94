package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, exit codes, another user, another locale. */
class ServerProcessTest {
    private static final String RUN = "20260101-000000_";

    @TempDir
    private Path folder;

    @Test
    void finishesWhatIsInProgressWhenItIsTerminatedAndGoesOnAtTheNextStart() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"));
                Gate gate = Gate.before(source.name(), "/v2/team/app/manifests/.*")) {
            Samples.pushMany(source.name(), "team/app", 12);
            data.putToWork(RUN + "a", list(gate, destination));
            try (ServerProcess server = ServerProcess.start(data.path())) {
                server.awaitUntil(() -> gate.waiting() == 4);
                server.terminate();
                // nothing tells that it has heard; without that, it would take more lines than these
                await().during(Duration.ofSeconds(1)).until(() -> gate.waiting() == 4);
                gate.let(1);
                await().until(() -> data.settled().size() == 1);
                await().during(Duration.ofSeconds(1)).until(() -> gate.waiting() == 3 && server.isAlive());
                gate.let(3);
                assertThat(server.awaitExit()).isEqualTo(143);
                assertThat(server.log()).contains(RUN + "a: suspended").doesNotContain("ERROR");
            }
            assertThat(data.settled()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
            assertThat(DataFolder.names(data.work())).contains(RUN + "a.txt");
            gate.open();
            try (ServerProcess server = ServerProcess.start(data.path())) {
                server.awaitLog(RUN + "a: finished, 12 copied");
            }
            assertThat(destination.count("PUT", "/v2/team/app/manifests/.*")).isEqualTo(12);
        }
    }

    private static String list(Gate source, FaultyRegistry destination) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(i -> source.name() + "/team/app " + destination.name() + "/team/app " + i)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void refusesADataFolderThatIsNone() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (ServerProcess server = ServerProcess.start(file)) {
            assertThat(server.awaitExit()).isEqualTo(3);
            assertThat(server.log())
                    .startsWith("dromedary: cannot use mirror.data \"" + file + "\": expected a folder ")
                    .hasLineCount(1);
        }
    }

    @Test
    void refusesALocaleInWhichItCannotSeeEveryFile() throws IOException, InterruptedException {
        Program program = Program.in(folder).with("LC_ALL", "POSIX");
        try (ServerProcess server = ServerProcess.start(program, folder.resolve("data"))) {
            assertThat(server.awaitExit()).isEqualTo(2);
            assertThat(server.log())
                    .isEqualTo("dromedary: file names in \"ANSI_X3.4-1968\": expected a UTF-8 locale, such as"
                            + " LC_ALL=C.UTF-8\n");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    /** Root takes part without the rights that make file modes mean nothing to it. */
    @Test
    void putsAwayAListThatItMayNotRead() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.drop("secret.txt", "busybox x\n");
        Files.setPosixFilePermissions(data.inbox().resolve("secret.txt"), Set.of());
        data.drop("open.txt", "busybox x\n");
        Program program = Program.in(folder).boundByFileModes();
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            server.awaitLog("_open: finished");
            server.awaitLog("_secret: rejected");
            String run = data.awaitRun(data.failed(), "secret.txt", ".rejected");
            assertThat(data.failed().resolve(run + ".reason")).hasContent("cannot read the file: permission denied");
            assertThat(server.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void answersAtItsHealthCheck() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URL health = new URL("http://127.0.0.1:" + port + "/observe/health");
        Program program = Program.in(folder).jvm("-Dcamel.management.port=" + port);
        try (ServerProcess server = ServerProcess.start(program, folder.resolve("data"))) {
            server.awaitUntil(() -> answers(health));
            try (InputStream body = health.openStream()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("\"UP\"");
            }
        }
    }

    private static boolean answers(URL url) {
        try (InputStream body = url.openStream()) {
            return body != null;
        } catch (IOException e) {
            return false;
        }
    }
}
