package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One POST for each list that ended. */
@Tag("long")
class NotificationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void nameTheFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    private RunningBundle start(String url) throws IOException {
        return RunningBundle.start(data.path(), "mirror.notify.url=" + url);
    }

    private static JsonNode awaitFirst(Receiver receiver) {
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        return receiver.requests().get(0).body();
    }

    private void awaitNothingToSend() {
        await().atMost(PATIENCE)
                .until(() -> DataFolder.everything(data.work().resolve("notifications"))
                        .isEmpty());
    }

    @Test
    void tellsWhatBecameOfAList() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder.resolve("registry"));
                Receiver receiver = Receiver.start();
                RunningBundle bundle = start(receiver.url())) {
            Samples.push(registry.name(), "team/app", "1", "one");
            String name = registry.name();
            bundle.drop("base.txt", """
                    %s/team/app %s/copy/app 1
                    %s/team/none %s/copy/none 1
                    busybox x
                    """.formatted(name, name, name, name));
            String run = data.awaitDone("base.txt");
            JsonNode told = awaitFirst(receiver);
            assertThat(told.path("run").asText()).isEqualTo(run);
            assertThat(List.of("list", "kind", "end"))
                    .extracting(member -> told.path(member).asText())
                    .containsExactly("base.txt", "mirror", "finished");
            assertThat(told.path("lines"))
                    .hasToString("{\"copied\":1,\"up-to-date\":0,\"skipped\":0,\"failed\":1,\"unreadable\":1}");
            assertThat(told.path("bytes").asLong()).isPositive();
            assertThat(told.path("failedList").asText())
                    .isEqualTo(
                            data.failed().resolve(run + ".txt").toAbsolutePath().toString());
            assertThat(Instant.parse(told.path("ended").asText()))
                    .isAfterOrEqualTo(Instant.parse(told.path("taken").asText()));
            checkFailures(told, name);
            awaitNothingToSend();
            checkRequest(receiver.requests());
        }
    }

    private static void checkFailures(JsonNode told, String name) {
        assertThat(told.path("seconds").isNumber()).isTrue();
        assertThat(told.path("failures")).hasSize(2);
        assertThat(told.path("failures").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(told.path("failures").get(0).path("source").asText()).isEqualTo(name + "/team/none:1");
        assertThat(told.path("failures").get(1).path("reason").asText())
                .isEqualTo("expected \"<SOURCE> <DEST> <TAG>\", found \"busybox x\"");
    }

    private static void checkRequest(List<Receiver.Request> requests) {
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).method()).isEqualTo("POST");
        assertThat(requests.get(0).path()).isEqualTo("/hook/T0-SECRET?key=a%20b");
        assertThat(requests.get(0).headers())
                .as("nothing of Camel's and of ours")
                .containsExactly("connection", "content-length", "content-type", "host", "user-agent");
    }

    @Test
    void namesTheFirstTwentyFailures() throws IOException {
        try (Receiver receiver = Receiver.start();
                RunningBundle bundle = start(receiver.url())) {
            bundle.drop(
                    "bad.txt",
                    IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));
            JsonNode told = awaitFirst(receiver);
            assertThat(told.path("lines").path("unreadable").asInt()).isEqualTo(30);
            assertThat(told.path("failures")).hasSize(20);
            assertThat(told.path("failures").get(19).path("line").asInt()).isEqualTo(20);
        }
    }

    @Test
    void tellsOfValidationsAndOfRejectedLists() throws IOException {
        try (Receiver receiver = Receiver.start();
                RunningBundle bundle = start(receiver.url())) {
            Files.writeString(data.inbox().resolve("validate/check.txt"), "busybox x\n");
            bundle.drop("binary.txt", "\0");
            await().atMost(PATIENCE).until(() -> receiver.requests().size() >= 2);
            assertThat(receiver.requests())
                    .extracting(request -> request.body().path("kind").asText() + " "
                            + request.body().path("end").asText() + " "
                            + request.body().path("reason").asText())
                    .containsExactlyInAnyOrder(
                            "validate finished ",
                            "mirror rejected expected a text file, found a NUL byte in its first 8 KiB");
        }
    }

    @Test
    void triesAgainWhileTheReceiverIsIll() throws IOException {
        try (Receiver receiver = Receiver.start(503, 429);
                LogFixture log = LogFixture.open();
                RunningBundle bundle = start(receiver.url())) {
            bundle.drop("base.txt", "busybox x\n");
            await().atMost(PATIENCE).until(() -> receiver.requests().size() == 3);
            awaitNothingToSend();
            assertThat(receiver.requests().get(2).body())
                    .isEqualTo(receiver.requests().get(0).body());
            assertThat(log.warnings()).noneMatch(line -> line.contains("could be told"));
        }
    }

    @Test
    void givesUpWithOneWarningThatDoesNotShowTheUrl() throws IOException {
        try (Receiver receiver = Receiver.start(302);
                LogFixture log = LogFixture.open();
                RunningBundle bundle = start(receiver.url())) {
            bundle.drop("moved.txt", "busybox x\n");
            String run = data.awaitDone("moved.txt");
            String warning = "WARN mirror-" + run + ": nobody could be told of its end: mirror.notify.url answers 302";
            await().atMost(PATIENCE).until(() -> log.warnings().contains(warning));
            awaitNothingToSend();
            assertThat(receiver.requests()).as("no redirect is followed").hasSize(1);
            assertThat(log.warnings()).noneMatch(line -> line.contains("SECRET"));
        }
    }

    @Test
    void holdsUpNoListWhileNobodyListens() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort() + "/T0-SECRET";
        }
        try (LogFixture log = LogFixture.open();
                RunningBundle bundle = start(url)) {
            bundle.drop("one.txt", "busybox x\n");
            bundle.drop("two.txt", "busybox x\n");
            data.awaitDone("one.txt");
            data.awaitDone("two.txt");
            assertThat(log.warnings()).noneMatch(line -> line.contains("SECRET"));
        }
        assertThat(DataFolder.names(data.work().resolve("notifications"))).hasSize(2);
    }

    @Test
    void sendsAfterAKillWhatItCouldNotSendBefore() throws IOException, InterruptedException {
        data.drop("base.txt", "busybox x\n");
        Program deaf = Program.in(folder).with("MIRROR_NOTIFY_URL", "http://127.0.0.1:1/T0-SECRET");
        try (ServerProcess server = ServerProcess.start(deaf.with("MIRROR_DEBUG", "true"), data.path())) {
            data.awaitDone("base.txt");
            server.awaitLog("is sent again in");
            server.kill9();
            assertThat(server.log()).doesNotContain("SECRET");
        }
        try (Receiver receiver = Receiver.start()) {
            Program program =
                    Program.in(folder).with("MIRROR_NOTIFY_URL", receiver.url()).with("MIRROR_DEBUG", "true");
            try (ServerProcess server = ServerProcess.start(program, data.path())) {
                server.awaitUntil(() -> receiver.requests().size() == 1);
                awaitNothingToSend();
                server.terminate();
                assertThat(server.awaitExit()).isEqualTo(143);
                assertThat(server.log()).doesNotContain("SECRET").doesNotContain("key=");
            }
            assertThat(receiver.requests().get(0).body().path("list").asText()).isEqualTo("base.txt");
        }
    }

    @Test
    void keepsNoNotificationsWhenNobodyIsToBeTold() throws IOException {
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            bundle.drop("base.txt", "busybox x\n");
            data.awaitDone("base.txt");
        }
        assertThat(data.work().resolve("notifications")).doesNotExist();
    }
}
