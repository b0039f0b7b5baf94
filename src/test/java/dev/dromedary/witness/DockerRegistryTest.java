package dev.dromedary.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dromedary.image.Digest;
import dev.dromedary.witness.DockerRegistry.Option;
import dev.dromedary.witness.DockerRegistry.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Witness
class DockerRegistryTest {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void countsWhatItWasAsked() {
        try (DockerRegistry registry = DockerRegistry.start(folder)) {
            assertThat(registry.requests()).isEmpty();
            Digest digest = registry.api().pushBlob("a/b", CONTENT);
            assertThat(registry.count("POST", "/v2/a/b/blobs/uploads/")).isOne();
            assertThat(registry.count("PUT", "/v2/a/b/blobs/uploads/.*[?&]digest=" + digest))
                    .isOne();

            registry.forgetRequests();
            registry.api().hasBlob("a/c", digest);
            assertThat(registry.requests()).containsExactly(new Request("HEAD", "/v2/a/c/blobs/" + digest, 404));
        }
    }

    @Test
    void comesBackOnItsPortWithWhatItHeld() {
        try (DockerRegistry registry = DockerRegistry.start(folder)) {
            Digest digest = registry.api().pushBlob("a/b", CONTENT);
            registry.stop();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> registry.api().hasBlob("a/b", digest));

            registry.restart();
            assertThat(registry.api().getBlob("a/b", digest)).hasValue(CONTENT);
            assertThat(registry.count("POST", ".*"))
                    .as("requests before the restart")
                    .isOne();
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (DockerRegistry registry = DockerRegistry.start(folder)) {
            registry.stop();
            int port = URI.create("http://" + registry.name()).getPort();
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(other.isBound()).isTrue();
                assertThatIllegalStateException()
                        .isThrownBy(registry::restart)
                        .withMessageContaining("address already in use");
            }
        }
    }

    @Test
    void asksForCredentialsWhenToldTo() {
        try (DockerRegistry registry = DockerRegistry.start(folder, Option.BASIC_AUTH)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new RegistryApi(registry.name()).pushBlob("a/b", CONTENT))
                    .withMessageContaining("found 401");
            assertThat(registry.api().hasBlob("a/b", registry.api().pushBlob("a/b", CONTENT)))
                    .isTrue();
        }
    }

    @Test
    void answersRelativeLocationsWhenToldTo() {
        try (DockerRegistry registry = DockerRegistry.start(folder, Option.RELATIVE_URLS)) {
            assertThat(uploadLocation(registry)).startsWith("/v2/a/b/blobs/uploads/");
            assertThat(registry.api().pushBlob("a/b", CONTENT)).isEqualTo(Digest.sha256(CONTENT));
        }
        try (DockerRegistry registry = DockerRegistry.start(folder)) {
            assertThat(uploadLocation(registry)).startsWith("http://" + registry.name() + "/v2/a/b/blobs/uploads/");
        }
    }

    private static String uploadLocation(DockerRegistry registry) {
        URI uploads = URI.create("http://" + registry.name() + "/v2/a/b/blobs/uploads/");
        return Http.send(HttpRequest.newBuilder(uploads).POST(BodyPublishers.noBody()))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
