package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.AllowList;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.Walk;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests a copy costs between two real registries, by their own access logs. */
@Witness
class WitnessRequestCountTest {
    private static final int B = 3;
    private static final int CALIBRATION = 3;

    @TempDir
    private Path folder;

    private DockerRegistry source;
    private DockerRegistry destination;
    private Registries registries;
    private ImageMirror mirror;
    private Sample sample;

    @BeforeEach
    void start() {
        source = DockerRegistry.start(folder.resolve("source"));
        destination = DockerRegistry.start(folder.resolve("destination"));
        sample = new Sample(source.api(), "team/app");
        open();
    }

    private void open() {
        RegistryRules rules = new RegistryRules(name -> RegistryOptions.usual(true), CopyFixture.PATIENT);
        registries = new Registries(rules, name -> Optional.empty(), "dromedary/test");
        mirror = new ImageMirror(registries, new AllowedNames(AllowList.of("*"), AllowList.of("*")), false, null);
    }

    @AfterEach
    void stop() throws IOException {
        registries.close();
        destination.close();
        source.close();
    }

    @Test
    void ofAnImageThatIsNotThere() {
        sample.tagged("v0", 50);
        sample.tagged("v1", 1);
        assertCopied("team/app", "v0", 3 * B + 3 + CALIBRATION);

        assertCopied("team/app", "v1", 3 * B + 3);
    }

    @Test
    void ofAnIndexThatIsNotThere() {
        sample.tagged("v0", 50);
        List<ObjectNode> entries = Stream.of("amd64", "arm64")
                .map(arch -> sample.entry("linux/" + arch, sample.image("linux/" + arch, arch.hashCode())))
                .toList();
        sample.tag("v1", Sample.index(entries));
        assertCopied("team/app", "v0", 3 * B + 3 + CALIBRATION);

        assertCopied("team/app", "v1", 3 * (2 * B) + 3 * 2 + 3);
    }

    @Test
    void ofAnImageThatIsUpToDate() {
        Digest digest = sample.tagged("v1", 1);
        assertCopied("team/app", "v1", 3 * B + 3 + CALIBRATION);
        forgetRequests();

        assertThat(copy("team/app", "v1")).isEqualTo(new CopyOutcome.UpToDate(digest));
        assertThat(requests()).extracting(DockerRegistry.Request::method).containsExactly("HEAD", "HEAD");
    }

    @Test
    void ofAnImageWhoseBlobsAreThere() throws IOException {
        Digest digest = sample.tagged("v1", 1);
        assertCopied("team/app", "v1", 3 * B + 3 + CALIBRATION);
        destination.api().deleteManifest("team/app", digest);
        registries.close();
        open();

        assertCopied("team/app", "v1", B + 3);
        assertThat(destination.count("PUT", ".*/blobs/.*")).isZero();
    }

    @Test
    void ofAnImageWhoseLayersThisProcessPutIntoAnotherRepository() {
        sample.tagged("v1", 1);
        new Sample(source.api(), "team/other").tagged("v1", 1);
        assertCopied("team/app", "v1", 3 * B + 3 + CALIBRATION);

        assertCopied("team/other", "v1", B + 3);
        assertThat(source.count("GET", ".*/blobs/.*")).isZero();
        assertThat(destination.count("PUT", ".*/blobs/.*")).isZero();
    }

    private CopyOutcome copy(String repository, String tag) {
        return mirror.copy(new MirrorRequest(
                reference(source, repository, tag),
                reference(destination, repository, tag),
                PlatformSelection.ALL,
                false));
    }

    private static Reference reference(DockerRegistry registry, String repository, String tag) {
        return new Reference(new ImageName(new RegistryName(registry.name()), repository), tag);
    }

    private void assertCopied(String repository, String tag, int most) {
        forgetRequests();
        assertThat(copy(repository, tag)).isInstanceOf(CopyOutcome.Copied.class);
        List<DockerRegistry.Request> requests = requests();
        assertThat(Walk.problems(destination.api(), repository, tag)).isEmpty();
        assertThat(requests).hasSizeLessThanOrEqualTo(most);
    }

    private void forgetRequests() {
        source.forgetRequests();
        destination.forgetRequests();
    }

    /** The probe for TLS is no request: it is answered with a 400 before it has a path. */
    private List<DockerRegistry.Request> requests() {
        return Stream.of(source, destination)
                .flatMap(registry -> registry.requests().stream())
                .toList();
    }
}
