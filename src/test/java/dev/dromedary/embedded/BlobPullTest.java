package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.error;
import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobPullTest extends EmbeddedRegistryFixture {
    private static final String UNKNOWN = "/v2/a/blobs/sha256:" + "0".repeat(64);

    private Digest blob;

    @BeforeEach
    void pushBlob() throws IOException, InterruptedException {
        blob = wire.pushBlob("a", "0123456789");
    }

    @Test
    void answersTheBaseEndpoint() throws Exception {
        HttpResponse<byte[]> response = wire.send("GET", "/v2/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
        assertThat(wire.send("HEAD", "/v2/").statusCode()).isEqualTo(200);
    }

    @Test
    void servesABlobWithItsDigestAndLength() throws Exception {
        HttpResponse<byte[]> response = wire.send("GET", "/v2/a/blobs/" + blob);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789");
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(blob.toString());
        assertThat(header(response, "Content-Length")).isEqualTo("10");
    }

    @Test
    void answersHeadAsGetWithoutTheBody() throws Exception {
        HttpResponse<byte[]> response = wire.send("HEAD", "/v2/a/blobs/" + blob);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(blob.toString());
        assertThat(header(response, "Content-Length")).isEqualTo("10");
    }

    @Test
    void servesTheEmptyBlob() throws Exception {
        Digest empty = wire.pushBlob("a", "");
        HttpResponse<byte[]> response = wire.send("GET", "/v2/a/blobs/" + empty);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, 234, bytes 2-4/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10",
        "bytes=8-99, 89, bytes 8-9/10",
        "bytes=0-0, 0, bytes 0-0/10"
    })
    void servesARange(String range, String expected, String contentRange) throws Exception {
        HttpResponse<byte[]> response = wire.send("GET", "/v2/a/blobs/" + blob, "Range", range);
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(text(response)).isEqualTo(expected);
        assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(expected.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=5000-10000", "bytes=5-0", "bytes=-0"})
    void refusesARangeWithoutAByte(String range) throws Exception {
        HttpResponse<byte[]> response = wire.send("GET", "/v2/a/blobs/" + blob, "Range", range);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=1-2", "bytes=0-1,4-5", "bytes=-", "bytes=a-b"})
    void ignoresARangeItDoesNotKnow(String range) throws Exception {
        HttpResponse<byte[]> response = wire.send("GET", "/v2/a/blobs/" + blob, "Range", range);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789");
    }

    @Test
    void doesNotFindAnUnknownBlob() throws Exception {
        assertThat(error(wire.send("GET", UNKNOWN))).isEqualTo("404 BLOB_UNKNOWN");
        assertThat(wire.send("HEAD", UNKNOWN).statusCode()).isEqualTo(404);
        assertThat(error(wire.send("DELETE", UNKNOWN))).isEqualTo("404 BLOB_UNKNOWN");
    }

    @Test
    void keepsTheBlobsOfRepositoriesApart() throws Exception {
        assertThat(error(wire.send("GET", "/v2/b/blobs/" + blob))).isEqualTo("404 BLOB_UNKNOWN");
        wire.pushBlob("b", "0123456789");
        assertThat(wire.send("GET", "/v2/b/blobs/" + blob).statusCode()).isEqualTo(200);
    }

    @Test
    void deletesABlobFromItsRepositoryOnly() throws Exception {
        wire.pushBlob("b", "0123456789");
        assertThat(wire.send("DELETE", "/v2/a/blobs/" + blob).statusCode()).isEqualTo(202);
        assertThat(wire.send("GET", "/v2/a/blobs/" + blob).statusCode()).isEqualTo(404);
        assertThat(wire.send("GET", "/v2/b/blobs/" + blob).statusCode()).isEqualTo(200);
        assertThat(error(wire.send("DELETE", "/v2/a/blobs/" + blob))).isEqualTo("404 BLOB_UNKNOWN");
    }
}
