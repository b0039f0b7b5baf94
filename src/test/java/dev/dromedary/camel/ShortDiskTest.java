package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk with less than {@code mirror.min-free}: here more is asked for than any disk has. */
@Tag("long")
class ShortDiskTest {
    private static final String RUN = "20260101-000000_";

    @TempDir
    private Path folder;

    @Test
    void beginsNoListAndEndsThoseThatWereBegun() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.putToWork(RUN + "begun", "busybox x\n");
        Files.writeString(data.work().resolve(RUN + "begun.failed"), "");
        data.putToWork(RUN + "waiting", "busybox x\n");
        data.drop("dropped.txt", "busybox x\n");
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.min-free=999999MB")) {
            data.awaitDone("begun.txt");
            await().during(Duration.ofSeconds(4)).until(() -> bundle.settled().size() == 1);
            assertThat(data.inbox().resolve("dropped.txt")).exists();
            assertThat(DataFolder.names(data.work())).containsExactly(RUN + "waiting.txt");
        }
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            data.awaitDone("waiting.txt");
            data.awaitDone("dropped.txt");
            assertThat(bundle.settled()).hasSize(2);
        }
    }

    @Test
    void saysSoOnceAndInItsHealth() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Program program = Program.in(folder).with("MIRROR_MIN_FREE", "999999MB").jvm("-Dcamel.management.port=" + port);
        try (ServerProcess server = ServerProcess.start(program, folder.resolve("data"))) {
            server.awaitLog("Dromedary ");
            server.awaitUntil(() -> health(port, "").startsWith("503 "));
            assertThat(health(port, "/ready")).startsWith("503 ");
            assertThat(health(port, "/live")).startsWith("200 ");
            assertThat(server.log().lines())
                    .filteredOn(line -> line.contains("mirror.min-free"))
                    .hasSize(1);
        }
    }

    private static String health(int port, String kind) throws IOException {
        HttpURLConnection asked = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/observe/health" + kind)
                .toURL()
                .openConnection();
        try {
            int status = asked.getResponseCode();
            try (InputStream body = status < 400 ? asked.getInputStream() : asked.getErrorStream()) {
                return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (java.net.ConnectException e) {
            return "";
        }
    }
}
