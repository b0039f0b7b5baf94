package dev.dromedary.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@Witness
class WalkTest {
    @TempDir
    private static Path folder;

    private static DockerRegistry registry;

    private RegistryApi api;
    private String repository;
    private ObjectNode layer;
    private ObjectNode child;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start(folder);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** An index of one image of one layer, whose bytes no other test has. */
    @BeforeEach
    void pushAnIndex(TestInfo test) {
        api = registry.api();
        repository = "walk/" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        Workbench bench = new Workbench(api, repository, 1);
        Workbench.Layer only = bench.layer(Family.OCI);
        layer = only.descriptor();
        child = bench.child(bench.image(Family.OCI, "linux/amd64", List.of(only)));
        Made index = Workbench.index(Family.OCI, List.of(child));
        api.pushManifest(repository, "1", index.mediaType(), index.bytes());
    }

    @Test
    void findsNothingWrongWithWhatIsComplete() {
        assertThat(Walk.problems(api, repository, "1")).isEmpty();
        assertThat(Walk.problems(api, repository, digest(child).toString())).isEmpty();
    }

    @Test
    void missesATag() {
        assertThat(Walk.problems(api, repository, "2")).containsExactly("manifest 2: not found in " + repository);
    }

    @Test
    void missesALayer() {
        api.deleteBlob(repository, digest(layer));

        assertThat(Walk.problems(api, repository, "1"))
                .containsExactly("layer " + digest(layer) + ": not found in " + repository);
    }

    @Test
    void missesAChildManifest() {
        api.deleteManifest(repository, digest(child));

        assertThat(Walk.problems(api, repository, "1"))
                .containsExactly("manifest " + digest(child) + ": not found in " + repository);
    }

    @Test
    void noticesOtherBytes() throws IOException {
        Path data = folder.resolve("docker/registry/v2/blobs/sha256")
                .resolve(digest(layer).hex().substring(0, 2))
                .resolve(digest(layer).hex())
                .resolve("data");
        Files.write(data, new byte[] {1, 2, 3});

        assertThat(Walk.problems(api, repository, "1"))
                .containsExactly(
                        "layer " + digest(layer) + ": expected " + layer.path("size") + " bytes, found 3",
                        "layer " + digest(layer) + ": found bytes of " + Digest.sha256(new byte[] {1, 2, 3}));
    }

    @Test
    void noticesAWrongSizeAndMediaTypeOfAChild() {
        child.put("size", 17).put("mediaType", Family.DOCKER.manifest);
        Made index = Workbench.index(Family.OCI, List.of(child));
        api.pushManifest(repository, "1", index.mediaType(), index.bytes());

        assertThat(Walk.problems(api, repository, "1"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).startsWith("manifest " + digest(child) + ": expected "));
    }

    private static Digest digest(ObjectNode descriptor) {
        return Digest.of(descriptor.path("digest").textValue());
    }
}
