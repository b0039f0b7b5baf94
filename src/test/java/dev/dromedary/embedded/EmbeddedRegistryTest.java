package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.location;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidNameException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRegistryTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost"})
    void listensOnLoopback(String host) throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, host, 0)) {
            assertThat(registry.name()).isEqualTo(host + ":" + registry.port());
            assertThat(new RegistryFixture(registry.name()).send("GET", "/v2/").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.0.1", "example.com", "[::]", "127.0.0.1:80", "127.0.0.256", ""})
    void listensOnNothingElse(String host) {
        assertThatThrownBy(() -> EmbeddedRegistry.start(folder, host, 0))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("expected")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> EmbeddedRegistry.start(folder, "127.0.0.1", 70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port \"70000\": expected a number from 0 to 65535");
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            assertThatThrownBy(() -> EmbeddedRegistry.start(folder, "127.0.0.1", registry.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on /127.0.0.1:" + registry.port() + ": ");
        }
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        Digest image;
        String upload;
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            RegistryFixture wire = new RegistryFixture(registry.name());
            image = wire.pushImage("a", "v1", "content");
            upload = location(wire.send("PATCH", wire.beginUpload("a"), utf8("half ")));
        }
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            RegistryFixture wire = new RegistryFixture(registry.name());
            assertThat(Digest.sha256(wire.send("GET", "/v2/a/manifests/v1").body()))
                    .isEqualTo(image);
            String digest = "?digest=" + Digest.sha256(utf8("half and half"));
            assertThat(wire.send("PUT", upload + digest, utf8("and half")).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void stopsListeningAndCutsConnectionsWhenItIsClosed() throws Exception {
        EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0);
        RegistryFixture wire = new RegistryFixture(registry.name());
        try (Socket idle = wire.connect()) {
            idle.getOutputStream().write(utf8("GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            registry.close();
            idle.setSoTimeout(10_000);
            assertThat(isCut(idle)).isTrue();
        }
        assertThatThrownBy(wire::connect).isInstanceOf(IOException.class);
    }

    @Test
    void servesManyRequestsOnOneConnection() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0);
                Socket socket = new RegistryFixture(registry.name()).connect()) {
            String get = "GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(utf8(get.repeat(3) + get.replace("x\r\n", "x\r\nConnection: close\r\n")));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(5);
        }
    }

    @Test
    void asksForABodyThatWaitsToBeAskedFor() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            RegistryFixture wire = new RegistryFixture(registry.name());
            byte[] content = utf8("content");
            String path = wire.beginUpload("a") + "?digest=" + Digest.sha256(content);
            HttpRequest request = wire.request("PUT", path, BodyPublishers.ofByteArray(content))
                    .expectContinue(true)
                    .build();
            assertThat(wire.client().send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void refusesWithoutAskingForTheBody() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0);
                Socket socket = new RegistryFixture(registry.name()).connect()) {
            String head = """
                    POST /v2/UPPER/blobs/uploads/?digest=x HTTP/1.1
                    Host: x
                    Content-Length: 99999999
                    Expect: 100-continue

                    """;
            socket.getOutputStream().write(utf8(head.replace("\n", "\r\n")));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close");
        }
    }

    @Test
    void takesTheSameBlobFromManyClientsAtOnce() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            pushFromManyClients(registry.name(), content);
            RegistryFixture wire = new RegistryFixture(registry.name());
            for (int i = 0; i < 24; i++) {
                String repository = "/v2/r" + i % 4;
                assertThat(wire.send("GET", repository + "/blobs/" + Digest.sha256(content))
                                .body())
                        .isEqualTo(content);
                assertThat(wire.send("HEAD", repository + "/manifests/t" + i).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static void pushFromManyClients(String name, byte[] content) throws Exception {
        List<Callable<Digest>> pushes = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String repository = "r" + i % 4;
            String tag = "t" + i;
            pushes.add(() -> {
                RegistryFixture wire = new RegistryFixture(name);
                wire.pushBlob(repository, content);
                return wire.pushImage(repository, tag, "content of " + tag);
            });
        }
        ExecutorService clients = Executors.newFixedThreadPool(8);
        for (Future<Digest> push : clients.invokeAll(pushes)) {
            push.get();
        }
        clients.shutdown();
    }

    @Test
    void letsOneRequestWriteToAnUploadAtATime() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            RegistryFixture wire = new RegistryFixture(registry.name());
            String upload = wire.beginUpload("a");
            try (Socket slow = wire.connect()) {
                slow.getOutputStream()
                        .write(utf8("PATCH " + upload + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow"));
                await().untilAsserted(() -> assertThat(RegistryFixture.error(wire.send("PATCH", upload)))
                        .isEqualTo("400 BLOB_UPLOAD_INVALID"));
            }
            await().untilAsserted(() ->
                    assertThat(wire.send("PATCH", upload).statusCode()).isEqualTo(202));
        }
    }

    @Test
    @Tag("drill")
    void streamsABlobThatIsLargerThanTheHeap() throws Exception {
        long size = Runtime.getRuntime().maxMemory() + 50_000_000;
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            RegistryFixture wire = new RegistryFixture(registry.name());
            String upload = wire.beginUpload("a");
            String digest = "sha256:" + HexFormat.of().formatHex(patchZeros(wire, upload, size));
            assertThat(wire.send("PUT", upload + "?digest=" + digest).statusCode())
                    .isEqualTo(201);
            HttpRequest get = wire.request("GET", "/v2/a/blobs/" + digest, BodyPublishers.noBody())
                    .build();
            try (InputStream body =
                    wire.client().send(get, BodyHandlers.ofInputStream()).body()) {
                assertThat(body.skip(size)).isEqualTo(size);
                assertThat(body.read()).isEqualTo(-1);
            }
        }
    }

    /** Sends so many zeros, which never are in memory, and answers their hash. */
    private static byte[] patchZeros(RegistryFixture wire, String upload, long size) throws Exception {
        MessageDigest hasher = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1 << 20];
        try (Socket socket = wire.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(utf8("PATCH " + upload + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n"));
            for (long left = size; left > 0; left -= block.length) {
                int count = (int) Math.min(left, block.length);
                out.write(block, 0, count);
                hasher.update(block, 0, count);
            }
            assertThat(socket.getInputStream().readNBytes(12)).isEqualTo(utf8("HTTP/1.1 202"));
        }
        return hasher.digest();
    }

    @Test
    void storesTheBytesOfABlobOnce() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, "127.0.0.1", 0)) {
            RegistryFixture wire = new RegistryFixture(registry.name());
            Digest digest = wire.pushBlob("a", "content");
            wire.send("POST", "/v2/b/blobs/uploads/?mount=" + digest + "&from=a");
            wire.pushBlob("c", "content");
        }
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isEqualTo("content".length());
        }
    }

    /** True when the connection ends, whether by an end of the stream or by a reset, rather than in silence. */
    private static boolean isCut(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
