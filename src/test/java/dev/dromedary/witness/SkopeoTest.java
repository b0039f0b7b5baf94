package dev.dromedary.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Witness
class SkopeoTest {
    @TempDir
    private Path home;

    @Test
    void copiesWithNothingLeftOutsideOfItsHome(@TempDir Path storage) {
        try (DockerRegistry registry = DockerRegistry.start(storage)) {
            Made image = new Workbench(registry.api(), "a/b", 1).image(Family.DOCKER, "linux/amd64");
            String digest = registry.api().pushManifest("a/b", "1", image.mediaType(), image.bytes());
            String prefix = "docker://" + registry.name();
            Skopeo.Answer copied = new Skopeo(home)
                    .run(
                            "copy",
                            "--src-tls-verify=false",
                            "--dest-tls-verify=false",
                            prefix + "/a/b@" + digest,
                            prefix + "/c/d:2");

            assertThat(copied.errors()).isEmpty();
            assertThat(copied.exitCode()).isZero();
            assertThat(copied.output()).contains("Writing manifest");
            assertThat(new Skopeo(home).rawDigest(registry.name(), "c/d", "2")).isEqualTo(digest);
            assertThat(new Skopeo(home).rawDigest(registry.name(), "c/d", digest))
                    .isEqualTo(digest);
            assertThat(home.resolve("containers/cache")).isDirectoryContaining("glob:**blob-info-cache*");
        }
    }

    @Test
    void answersWhyItFailed() {
        Skopeo.Answer answer = new Skopeo(home).run("inspect", "dir:/nowhere/at/all");

        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.errors()).contains("no such file or directory");
    }
}
