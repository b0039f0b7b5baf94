package dev.dromedary.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dromedary.image.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Witness
class RegistryApiTest {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private static Path folder;

    private static DockerRegistry registry;
    private static RegistryApi api;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start(folder);
        api = registry.api();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void getsBackTheBlobThatItPushedUntilItIsDeleted() {
        Digest digest = api.pushBlob("blobs/b", CONTENT);
        assertThat(api.hasBlob("blobs/b", digest)).isTrue();
        assertThat(api.getBlob("blobs/b", digest)).hasValue(CONTENT);

        api.deleteBlob("blobs/b", digest);
        assertThat(api.hasBlob("blobs/b", digest)).isFalse();
        assertThat(api.getBlob("blobs/b", digest)).isEmpty();
    }

    @Test
    void getsBackTheManifestThatItPushedUntilItIsDeleted() {
        Made image = new Workbench(api, "manifests/m", 1).image(Family.DOCKER, "linux/amd64");
        String digest = api.pushManifest("manifests/m", "1", image.mediaType(), image.bytes());
        assertThat(digest).isEqualTo(Digest.sha256(image.bytes()).toString());
        assertThat(api.headManifest("manifests/m", "1")).hasValue(digest);
        assertThat(api.tags("manifests/m")).containsExactly("1");
        assertThat(api.getManifest("manifests/m", "1")).hasValueSatisfying(manifest -> {
            assertThat(manifest.bytes()).isEqualTo(image.bytes());
            assertThat(manifest.mediaType()).isEqualTo(image.mediaType());
            assertThat(manifest.digest()).isEqualTo(digest);
        });

        api.deleteManifest("manifests/m", Digest.of(digest));
        assertThat(api.headManifest("manifests/m", "1")).isEmpty();
        assertThat(api.getManifest("manifests/m", digest)).isEmpty();
    }

    @Test
    void findsNoTagsInARepositoryThatIsNotThere() {
        assertThat(api.tags("nothing/here")).isEmpty();
    }

    @Test
    void passesOnWhyTheRegistryRefuses() {
        Digest wrong = Digest.sha256("other".getBytes(UTF_8));

        assertThatIllegalStateException()
                .isThrownBy(() -> api.pushBlob("blobs/wrong", wrong, CONTENT))
                .withMessageContaining("expected 201, found 400")
                .withMessageContaining("DIGEST_INVALID");
    }
}
