package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.error;
import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.json;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What paths and methods mean, and that none of them leaves the folder. */
class PathTest extends EmbeddedRegistryFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/../blobs/uploads/",
                "/v2/a/../../b/blobs/uploads/",
                "/v2/%2e%2e/%2e%2e/blobs/uploads/",
                "/v2/a%2f..%2f..%2fb/blobs/uploads/",
                "/v2/a%5c..%5cb/blobs/uploads/",
                "/v2/a//b/blobs/uploads/",
                "/v2//blobs/uploads/",
                "/v2/_blobs/blobs/uploads/",
                "/v2/a/_tags/blobs/uploads/",
                "/v2/A/blobs/uploads/",
                "/v2/a%00/blobs/uploads/",
                "/v2/a%/blobs/uploads/",
                "/v2/-a/blobs/uploads/"
            })
    void refusesNamesOutsideTheGrammar(String path) throws Exception {
        assertThat(raw("POST", path)).startsWith("HTTP/1.1 400 ").contains("NAME_INVALID");
        assertNothingWasWritten();
    }

    @Test
    void refusesANameThatIsTooLong() throws Exception {
        assertThat(error(wire.send("POST", "/v2/" + "a/".repeat(127) + "ab/blobs/uploads/")))
                .isEqualTo("400 NAME_INVALID");
        assertThat(wire.send("POST", "/v2/" + "a/".repeat(127) + "a/blobs/uploads/")
                        .statusCode())
                .isEqualTo(202);
        assertThat(wire.send("POST", "/v2/" + "a".repeat(255) + "/blobs/uploads/")
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", "%2e%2e", "..%2f..%2fx", "../../x", "00000000-0000-0000-0000-00000000000Z", "1-1-1-1-1"})
    void knowsNoUploadOutsideTheGrammar(String id) throws Exception {
        assertThat(raw("PATCH", "/v2/a/blobs/uploads/" + id)).startsWith("HTTP/1.1 404 ");
        assertThat(raw("DELETE", "/v2/a/blobs/uploads/" + id)).startsWith("HTTP/1.1 404 ");
        assertNothingWasWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "%2e%2e%2fx", "..%2f..%2f..%2fx", "x%2fy", "-x", "a%00"})
    void takesNoTagOutsideTheGrammar(String tag) throws Exception {
        assertThat(raw("PUT", "/v2/a/manifests/" + tag)).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET", "/v2/a/manifests/" + tag)).startsWith("HTTP/1.1 404 ");
        assertThat(raw("DELETE", "/v2/a/manifests/" + tag)).startsWith("HTTP/1.1 404 ");
        assertNothingWasWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:..", "sha256%3A%2e%2e%2f", "..%2f..%2fx", "sha256:ABC", "sha1:abc", "x"})
    void takesNoDigestOutsideTheGrammar(String digest) throws Exception {
        for (String path : new String[] {"blobs/" + digest, "referrers/" + digest}) {
            assertThat(raw("GET", "/v2/a/" + path)).startsWith("HTTP/1.1 400 ").contains("DIGEST_INVALID");
        }
        assertThat(raw("POST", "/v2/a/blobs/uploads/?mount=" + digest + "&from=b"))
                .contains("DIGEST_INVALID");
        assertNothingWasWritten();
    }

    @Test
    void mountsFromNoNameOutsideTheGrammar() throws Exception {
        String path = "/v2/a/blobs/uploads/?mount=sha256:" + "0".repeat(64) + "&from=..%2f..";
        assertThat(error(wire.send("POST", path))).isEqualTo("400 NAME_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/", "/v2/a", "/v2/_catalog", "/v2/a/tags", "/v2/a/tags/x", "/v2/a/blobs/x/y"})
    void doesNotFindOtherPaths(String path) throws Exception {
        assertThat(wire.send("GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void servesRepositoriesNamedLikeEndpoints() throws Exception {
        for (String name : new String[] {"blobs/uploads", "manifests", "a/tags/list", "v2/blobs"}) {
            wire.pushImage(name, "v1", "content");
            assertThat(wire.send("GET", "/v2/" + name + "/manifests/v1").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v2/|POST|GET, HEAD",
                "/v2/a/blobs/sha256:0|PUT|GET, HEAD, DELETE",
                "/v2/a/blobs/uploads/|GET|POST",
                "/v2/a/blobs/uploads/00000000-0000-0000-0000-000000000000|POST|GET, PATCH, PUT, DELETE",
                "/v2/a/manifests/v1|POST|GET, HEAD, PUT, DELETE",
                "/v2/a/tags/list|DELETE|GET, HEAD",
                "/v2/a/referrers/sha256:0|PUT|GET, HEAD"
            })
    void refusesOtherMethods(String path, String method, String allowed) throws Exception {
        var response = wire.send(method, path);
        assertThat(error(response)).isEqualTo("405 UNSUPPORTED");
        assertThat(header(response, "Allow")).isEqualTo(allowed);
    }

    @Test
    void explainsErrorsInTheBody() throws Exception {
        var response = wire.send("GET", "/v2/a/tags/list");
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(json(response).path("errors").path(0).path("message").asText())
                .isEqualTo("repository \"a\": unknown");
    }

    /** Sends a path that no HTTP client would let through, and answers everything that comes back. */
    private String raw(String method, String path) throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write(utf8(method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                            + "Content-Type: a/b\r\nConnection: close\r\n\r\n{}"));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertNothingWasWritten() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(folder).isDirectoryNotContaining("regex:.*/(?!data)[^/]*");
    }
}
