package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.text;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each fault does what it says. */
class FaultTest extends FaultyRegistryFixture {
    private static final String ANY_BLOB = "/v2/a/blobs/sha256:.*";

    @Test
    void answersAStatusInsteadOnce() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).status(503, Map.of("Retry-After", "7"), "later"));
        assertThat(wire.send("HEAD", blob).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> response = wire.send("GET", blob);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Retry-After")).isEqualTo("7");
        assertThat(text(response)).isEqualTo("later");
        assertThat(wire.send("GET", blob).statusCode()).isEqualTo(200);
    }

    @Test
    void appliesAsOftenAsToldAfterSkippingSome() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).times(2).afterSkipping(1).status(500, Map.of(), ""));
        for (int status : new int[] {200, 500, 500, 200}) {
            assertThat(wire.send("GET", blob).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void appliesFaultsInTheOrderOfTheirInjection() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).status(500, Map.of(), ""));
        registry.inject(Fault.on("GET", ANY_BLOB).status(429, Map.of(), ""));
        for (int status : new int[] {500, 429, 200}) {
            assertThat(wire.send("GET", blob).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void delaysTheTrueAnswer() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).delay(Duration.ofMillis(300)));
        Instant before = Instant.now();
        assertThat(text(wire.send("GET", blob))).isEqualTo("0123456789");
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void cutsTheConnectionInMidBody() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).cutAfter(4));
        assertThat(raw("GET " + blob)).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n0123");
    }

    @Test
    void resetsTheConnectionBeforeAnAnswer() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).reset());
        assertThatThrownBy(() -> raw("GET " + blob))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThat(registry.requests()).extracting(RecordedRequest::status).containsExactly(0);
    }

    @Test
    void resetsTheConnectionWhileItReadsTheRequest() throws Exception {
        byte[] content = new byte[1_000_000];
        String upload = wire.beginUpload("a");
        registry.inject(Fault.on("PATCH", "/v2/a/blobs/uploads/.*").resetWhileReading(1000));
        assertThatThrownBy(() -> wire.send("PATCH", upload, content)).isInstanceOf(IOException.class);
        assertThat(header(wire.send("GET", upload), "Range")).isEqualTo("0-0");
        assertThat(wire.send("PATCH", upload, content).statusCode()).isEqualTo(202);
    }

    @Test
    void stallsInMidBodyUntilItIsClosed() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).stallAfter(4));
        try (Socket socket = wire.connect()) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write(utf8("GET " + blob + " HTTP/1.1\r\nHost: x\r\n\r\n"));
            StringBuilder answer = new StringBuilder();
            assertThatThrownBy(() -> {
                        while (answer.length() < 10_000) {
                            answer.append((char) socket.getInputStream().read());
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(answer.toString()).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n0123");
            registry.close();
            socket.setSoTimeout(10_000);
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() < 0) {
                            throw new SocketException("closed");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void corruptsOneByte() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).corruptByte(3));
        byte[] body = wire.send("GET", blob).body();
        assertThat(body).hasSize(10).startsWith('0', '1', '2').endsWith('4', '5', '6', '7', '8', '9');
        assertThat(body[3]).isNotEqualTo((byte) '3');
    }

    @Test
    void truncatesWithTheRightLength() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).truncate(4));
        HttpResponse<byte[]> response = wire.send("GET", blob);
        assertThat(header(response, "Content-Length")).isEqualTo("4");
        assertThat(text(response)).isEqualTo("0123");
    }

    @Test
    void replacesAndRemovesHeaders() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB)
                .header("docker-content-digest", "sha256:lie")
                .header("ETag", null));
        HttpResponse<byte[]> response = wire.send("GET", blob);
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo("sha256:lie");
        assertThat(response.headers().firstValue("ETag")).isEmpty();
        assertThat(text(response)).isEqualTo("0123456789");
    }

    @Test
    void liesAboutTheLength() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).header("Content-Length", "99"));
        registry.inject(Fault.on("GET", ANY_BLOB).header("Content-Length", "4"));
        registry.inject(Fault.on("HEAD", ANY_BLOB).header("Content-Length", "99"));
        assertThat(raw("GET " + blob)).contains("Content-Length: 99\r\n").endsWith("\r\n\r\n0123456789");
        assertThat(raw("GET " + blob)).contains("Content-Length: 4\r\n").endsWith("\r\n\r\n0123");
        assertThat(header(wire.send("HEAD", blob), "Content-Length")).isEqualTo("99");
    }

    @Test
    void sendsAnAnswerWithoutItsLengthInChunks() throws Exception {
        registry.inject(Fault.on("GET", ANY_BLOB).header("Content-Length", null));
        HttpResponse<byte[]> response = wire.send("GET", blob);
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        assertThat(header(response, "Transfer-Encoding")).isEqualTo("chunked");
        assertThat(text(response)).isEqualTo("0123456789");
    }

    @Test
    void takesTheRequestAndAnswersSomethingElse() throws Exception {
        byte[] content = utf8("other content");
        Digest digest = Digest.sha256(content);
        String upload = wire.beginUpload("a");
        registry.inject(Fault.on("PUT", "/v2/a/blobs/uploads/.*").takeThen(502));
        HttpResponse<byte[]> response = wire.send("PUT", upload + "?digest=" + digest, content);
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Location")).isEmpty();
        assertThat(wire.send("GET", "/v2/a/blobs/" + digest).body()).isEqualTo(content);
    }

    @Test
    void recordsAndCountsRequests() throws Exception {
        wire.send("GET", "/v2/a/tags/list?n=1&last=%61", "X-Some", "thing");
        wire.send("GET", "/v2/a/blobs/sha256:" + "0".repeat(64));
        wire.send("HEAD", blob);
        assertThat(registry.requests())
                .extracting(RecordedRequest::method, RecordedRequest::path, RecordedRequest::status)
                .startsWith(tuple("GET", "/v2/a/tags/list?n=1&last=%61", 200))
                .hasSize(3);
        assertThat(registry.requests().get(0).headers()).containsEntry("x-some", "thing");
        assertThat(registry.count("GET", ANY_BLOB)).isEqualTo(1);
        assertThat(registry.count("GET|HEAD", ANY_BLOB)).isEqualTo(2);
        assertThat(registry.count("GET", "/v2/a")).isZero();
        registry.forgetRequests();
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void asksForCredentials() throws Exception {
        registry.requireBasic("user", "päss");
        registry.inject(Fault.on("GET", ANY_BLOB).status(503, Map.of(), ""));
        for (String wrong : new String[] {"Basic abc", "Bearer abc", basic("user:pass")}) {
            HttpResponse<byte[]> response = wire.send("GET", blob, "Authorization", wrong);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate")).isEqualTo("Basic realm=\"embedded\"");
        }
        assertThat(wire.send("GET", "/v2/").statusCode()).isEqualTo(401);
        assertThat(wire.send("GET", blob, "Authorization", basic("user:päss")).statusCode())
                .isEqualTo(503);
        assertThat(wire.send("GET", blob, "Authorization", basic("user:päss")).statusCode())
                .isEqualTo(200);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(utf8(pair));
    }

    /** Everything that comes back until the connection is closed. */
    private String raw(String requestLine) throws IOException {
        try (Socket socket = wire.connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(utf8(requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
