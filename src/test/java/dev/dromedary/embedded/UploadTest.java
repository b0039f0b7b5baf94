package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.error;
import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.location;
import static dev.dromedary.embedded.RegistryFixture.text;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest extends EmbeddedRegistryFixture {
    private static final byte[] CONTENT = utf8("Hello, how are you today?");
    private static final Digest DIGEST = Digest.sha256(CONTENT);
    private static final String OTHER = "sha256:" + "0".repeat(64);

    @Test
    void beginsAnUpload() throws Exception {
        HttpResponse<byte[]> response = wire.send("POST", "/v2/a/b/blobs/uploads/");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(location(response)).isEqualTo("/v2/a/b/blobs/uploads/" + header(response, "Docker-Upload-UUID"));
        assertThat(header(response, "Range")).isEqualTo("0-0");
        assertThat(header(response, "Content-Length")).isEqualTo("0");
        assertThat(wire.send("POST", "/v2/a/b/blobs/uploads").statusCode()).isEqualTo(202);
    }

    @Test
    void takesABlobInOnePut() throws Exception {
        HttpResponse<byte[]> response = wire.send("PUT", wire.beginUpload("a") + "?digest=" + DIGEST, CONTENT);
        assertIsCreated(response, DIGEST);
    }

    @Test
    void takesABlobInOnePost() throws Exception {
        assertIsCreated(wire.send("POST", "/v2/a/blobs/uploads/?digest=" + DIGEST, CONTENT), DIGEST);
    }

    @Test
    void takesABlobBySha512() throws Exception {
        Digest digest = new Digest("sha512", "0".repeat(128)).again(CONTENT);
        assertIsCreated(wire.send("PUT", wire.beginUpload("a") + "?digest=" + digest, CONTENT), digest);
    }

    @Test
    void takesAnEncodedDigest() throws Exception {
        String encoded = DIGEST.toString().replace(":", "%3A");
        assertIsCreated(wire.send("PUT", wire.beginUpload("a") + "?digest=" + encoded, CONTENT), DIGEST);
        assertThat(wire.send("GET", "/v2/a/blobs/" + encoded).statusCode()).isEqualTo(200);
    }

    @Test
    void takesAStreamedBlob() throws Exception {
        HttpResponse<byte[]> patched = wire.send("PATCH", wire.beginUpload("a"), CONTENT);
        assertThat(patched.statusCode()).isEqualTo(202);
        assertThat(header(patched, "Range")).isEqualTo("0-24");
        assertIsCreated(wire.send("PUT", location(patched) + "?digest=" + DIGEST), DIGEST);
    }

    @Test
    void takesABlobInChunksOfWhichThePutBringsTheLast() throws Exception {
        String upload = wire.beginUpload("a");
        HttpResponse<byte[]> first = chunk(upload, 0, 3);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Range")).isEqualTo("0-2");
        assertThat(header(chunk(location(first), 3, 20), "Range")).isEqualTo("0-19");
        byte[] rest = utf8("oday?");
        HttpResponse<byte[]> put = wire.send("PUT", upload + "?digest=" + DIGEST, rest, "Content-Range", "20-24");
        assertIsCreated(put, DIGEST);
    }

    @Test
    void refusesChunksOutOfOrderAndGoesOnWithTheRightOne() throws Exception {
        String upload = wire.beginUpload("a");
        assertThat(chunk(upload, 3, 25).statusCode()).isEqualTo(416);
        assertThat(chunk(upload, 0, 3).statusCode()).isEqualTo(202);
        HttpResponse<byte[]> again = chunk(upload, 0, 3);
        assertThat(error(again)).isEqualTo("416 BLOB_UPLOAD_INVALID");
        assertThat(header(again, "Range")).isEqualTo("0-2");
        assertThat(location(again)).isEqualTo(upload);
        byte[] late = utf8("?");
        assertThat(wire.send("PUT", upload + "?digest=" + DIGEST, late, "Content-Range", "24-24")
                        .statusCode())
                .isEqualTo(416);

        HttpResponse<byte[]> state = wire.send("GET", upload);
        assertThat(state.statusCode()).isEqualTo(204);
        assertThat(header(state, "Range")).isEqualTo("0-2");
        assertThat(chunk(location(state), 3, 25).statusCode()).isEqualTo(202);
        assertIsCreated(wire.send("PUT", upload + "?digest=" + DIGEST), DIGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-24/25", "0", "a-b", "-1-3"})
    void refusesAContentRangeItCannotRead(String range) throws Exception {
        HttpResponse<byte[]> response = wire.send("PATCH", wire.beginUpload("a"), CONTENT, "Content-Range", range);
        assertThat(error(response)).isEqualTo("400 BLOB_UPLOAD_INVALID");
    }

    @Test
    void refusesAChunkOfAnotherLengthThanItsRange() throws Exception {
        String upload = wire.beginUpload("a");
        assertThat(error(wire.send("PATCH", upload, CONTENT, "Content-Range", "0-9")))
                .isEqualTo("400 SIZE_INVALID");
        assertThat(header(wire.send("GET", upload), "Range")).isEqualTo("0-0");
    }

    @Test
    void refusesOtherBytesThanTheDigestsAndKeepsNothing() throws Exception {
        String upload = wire.beginUpload("a");
        assertThat(error(wire.send("PUT", upload + "?digest=" + OTHER, CONTENT)))
                .isEqualTo("400 DIGEST_INVALID");
        assertThat(error(wire.send("POST", "/v2/a/blobs/uploads/?digest=" + OTHER, CONTENT)))
                .isEqualTo("400 DIGEST_INVALID");
        String streamed = wire.beginUpload("a");
        wire.send("PATCH", streamed, CONTENT);
        assertThat(error(wire.send("PUT", streamed + "?digest=" + OTHER))).isEqualTo("400 DIGEST_INVALID");

        assertThat(wire.send("HEAD", "/v2/a/blobs/" + OTHER).statusCode()).isEqualTo(404);
        assertThat(wire.send("HEAD", "/v2/a/blobs/" + DIGEST).statusCode()).isEqualTo(404);
        assertThat(error(wire.send("GET", upload))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
        assertThat(filesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?digest=", "?digest=sha256:totallywrong", "?digest=md5:d41d8cd98f00b204e9800998ecf8427e"})
    void refusesToFinishWithoutADigestAndKeepsTheUpload(String query) throws Exception {
        String upload = wire.beginUpload("a");
        assertThat(error(wire.send("PUT", upload + query, CONTENT))).isEqualTo("400 DIGEST_INVALID");
        assertIsCreated(wire.send("PUT", upload + "?digest=" + DIGEST, CONTENT), DIGEST);
    }

    @Test
    void cancelsAnUpload() throws Exception {
        String upload = wire.beginUpload("a");
        assertThat(wire.send("DELETE", upload).statusCode()).isEqualTo(204);
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            assertThat(error(wire.send(method, upload))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
        }
        assertThat(error(wire.send("PUT", upload + "?digest=" + DIGEST, CONTENT)))
                .isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void knowsAnUploadInItsOwnRepositoryOnly() throws Exception {
        String upload = wire.beginUpload("a").replace("/v2/a/", "/v2/b/");
        assertThat(error(wire.send("PATCH", upload, CONTENT))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void endsAnUploadWithTheBlob() throws Exception {
        String upload = wire.beginUpload("a");
        wire.send("PUT", upload + "?digest=" + DIGEST, CONTENT);
        assertThat(error(wire.send("GET", upload))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void mountsABlobOfAnotherRepository() throws Exception {
        wire.pushBlob("a/b", CONTENT);
        HttpResponse<byte[]> response = wire.send("POST", "/v2/c/blobs/uploads/?mount=" + DIGEST + "&from=a/b");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(location(response)).isEqualTo("/v2/c/blobs/" + DIGEST);
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(DIGEST.toString());
        assertThat(wire.send("GET", location(response)).body()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&from=b", "&from=never/seen", ""})
    void beginsAnUploadWhereNothingCanBeMounted(String from) throws Exception {
        wire.pushBlob("a", CONTENT);
        HttpResponse<byte[]> response = wire.send("POST", "/v2/c/blobs/uploads/?mount=" + DIGEST + from);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(location(response)).startsWith("/v2/c/blobs/uploads/");
        assertThat(wire.send("HEAD", "/v2/c/blobs/" + DIGEST).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsNothingOfAnInterruptedBody() throws Exception {
        String upload = wire.beginUpload("a");
        wire.send("PATCH", upload, CONTENT);
        for (String target : List.of("PATCH " + upload, "PUT " + upload + "?digest=" + DIGEST)) {
            try (Socket socket = wire.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(utf8(target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\nsome bytes"));
                out.flush();
            }
        }
        await().untilAsserted(() ->
                assertThat(header(chunk(upload, 99, 100), "Range")).isEqualTo("0-24"));
        await().untilAsserted(() -> assertIsCreated(wire.send("PUT", upload + "?digest=" + DIGEST), DIGEST));
    }

    @Test
    void keepsNothingOfAnInterruptedPost() throws Exception {
        try (Socket socket = wire.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(utf8("POST /v2/a/blobs/uploads/?digest=" + DIGEST
                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\nsome bytes"));
            out.flush();
            await().untilAsserted(() -> assertThat(filesIn(folder)).hasSize(1));
        }
        await().untilAsserted(() -> assertThat(filesIn(folder)).isEmpty());
    }

    private HttpResponse<byte[]> chunk(String upload, int from, int to) throws IOException, InterruptedException {
        byte[] bytes = new byte[to - from];
        for (int i = from; i < Math.min(to, CONTENT.length); i++) {
            bytes[i - from] = CONTENT[i];
        }
        return wire.send("PATCH", upload, bytes, "Content-Range", from + "-" + (to - 1));
    }

    private void assertIsCreated(HttpResponse<byte[]> response, Digest digest)
            throws IOException, InterruptedException {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(location(response)).isEqualTo("/v2/a/blobs/" + digest);
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(wire.send("GET", location(response)).body()).isEqualTo(CONTENT);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
