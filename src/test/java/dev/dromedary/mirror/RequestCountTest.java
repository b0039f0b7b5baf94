package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Walk;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests a copy costs at both ends together; B is the number of an image's blobs, its config included. */
@Timeout(60)
class RequestCountTest extends FreshCopyFixture {
    private static final PlatformSelection AMD64 = PlatformSelection.of("amd64", "linux");
    private static final int B = 3;
    private static final int CALIBRATION = 3;

    @Test
    void ofAnImageThatIsNotThere() {
        calibrate();
        sample.tagged("v1", 1);

        assertCopied(request("v1"), 3 * B + 3);
    }

    @Test
    void ofAnImageThatIsNotThereAndIsAskedForByItsPlatform() {
        calibrate();
        sample.tagged("v1", 1);

        assertCopied(copies.request("v1", AMD64, false), 3 * B + 3);
    }

    @Test
    void ofTheFirstImageOfAProcess() {
        sample.tagged("v1", 1);

        assertCopied(request("v1"), 3 * B + 3 + CALIBRATION);
    }

    @Test
    void ofAnIndexThatIsNotThere() {
        calibrate();
        List<ObjectNode> entries = Stream.of("amd64", "arm64", "s390x", "ppc64le")
                .map(arch -> sample.entry("linux/" + arch, sample.image("linux/" + arch, arch.hashCode())))
                .toList();
        sample.tag("v1", Sample.index(entries));

        assertCopied(request("v1"), 3 * (4 * B) + 3 * 4 + 3);
    }

    @Test
    void ofAnIndexOfWhichOnePlatformIsAskedFor() {
        calibrate();
        index("v1");

        assertCopied(copies.request("v1", AMD64, false), 3 * B + 3 + 3);
    }

    @Test
    void ofAnImageWhoseBlobsAreThere() throws IOException {
        Digest digest = sample.tagged("v1", 1);
        copies.arrives("v1");
        copies.destinationApi().deleteManifest(CopyFixture.TO, digest);
        copies.restart();

        assertCopied(request("v1"), B + 3);
        assertNoBlobIsMoved();
    }

    @Test
    void ofAnImageWhoseBlobsAreThereAndThatIsAskedForByItsPlatform() throws IOException {
        Digest digest = sample.tagged("v1", 1);
        copies.arrives("v1");
        copies.destinationApi().deleteManifest(CopyFixture.TO, digest);
        copies.restart();

        assertCopied(copies.request("v1", AMD64, false), B + 4);
        assertThat(copies.destination.count("PUT", ".*/blobs/.*")).isZero();

        copies.destinationApi().deleteManifest(CopyFixture.TO, digest);
        copies.forgetRequests();
        assertCopied(copies.request("v1", AMD64, false), B + 3);
        assertNoBlobIsMoved();
    }

    @Test
    void ofAnImageThatIsUpToDate() throws IOException {
        Digest digest = sample.tagged("v1", 1);
        copies.arrives("v1");
        copies.restart();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(digest));
        assertThat(lines())
                .containsExactlyInAnyOrder("HEAD /v2/team/app/manifests/v1", "HEAD /v2/copy/app/manifests/v1");
    }

    @Test
    void ofAnIndexOfWhichOnePlatformIsUpToDate() throws IOException {
        index("v1");
        copies.copy("v1", AMD64);
        copies.restart();

        assertThat(copies.copy("v1", AMD64)).isInstanceOf(CopyOutcome.UpToDate.class);
        assertThat(lines()).hasSizeLessThanOrEqualTo(3);

        copies.forgetRequests();
        assertThat(copies.copy("v1", AMD64)).isInstanceOf(CopyOutcome.UpToDate.class);
        assertThat(lines()).hasSizeLessThanOrEqualTo(3).noneMatch(line -> line.startsWith("GET"));
    }

    @Test
    void ofATagThatIsAnotherImage() {
        calibrate();
        sample.tagged("v1", 1);
        copies.arrives("v1");
        sample.tagged("v1", 2);
        copies.forgetRequests();

        // the config is the same
        assertCopied(request("v1"), 3 * B + 4);
        assertThat(copies.source.count("HEAD", ".*")).isEqualTo(1);
    }

    @Test
    void ofAnImageWhoseLayersThisProcessPutIntoAnotherRepository() {
        sample.tagged("v1", 1);
        copies.arrives("v1");
        Digest digest = new Sample(new RegistryApi(copies.source.name()), "team/other").tagged("v1", 1);
        Reference from = CopyFixture.reference(copies.source, "team/other", "v1");
        Reference to = CopyFixture.reference(copies.destination, "copy/other", "v1");
        copies.forgetRequests();

        assertCopied(new MirrorRequest(from, to, PlatformSelection.ALL, false), B + 3);
        assertNoBlobIsMoved();
        assertThat(copies.destinationApi().headManifest("copy/other", "v1")).hasValue(digest.toString());
        assertThat(Walk.problems(copies.destinationApi(), "copy/other", "v1")).isEmpty();
    }

    @Test
    void whereTheDestinationIgnoresMounts() {
        copies.destination.habit(Fault.on("POST", ".*").withoutQuery());
        calibrate();
        Digest digest = sample.tagged("v1", 1);

        assertCopied(request("v1"), 4 * B + 3);

        copies.mend();
        copies.destinationApi().deleteManifest(CopyFixture.TO, digest);
        copies.forgetRequests();
        assertCopied(request("v1"), B + 3);
        assertNoBlobIsMoved();
    }

    /** One image of blobs that nothing else has: with it this process learns what the destination does with mounts. */
    private void calibrate() {
        sample.tag("first", sample.image("linux/first", 4711));
        copies.arrives("first");
    }

    private void index(String tag) {
        sample.tag(
                tag,
                Sample.index(List.of(
                        sample.entry("linux/amd64", sample.image("linux/amd64", 1)),
                        sample.entry("linux/arm64", sample.image("linux/arm64", 5)))));
    }

    private MirrorRequest request(String tag) {
        return copies.request(tag, PlatformSelection.ALL, false);
    }

    private void assertCopied(MirrorRequest request, int most) {
        copies.forgetRequests();
        assertThat(copies.copy(request)).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(lines()).hasSizeLessThanOrEqualTo(most);
    }

    private void assertNoBlobIsMoved() {
        assertThat(copies.source.count("GET", ".*/blobs/.*"))
                .as("GETs of blobs")
                .isZero();
        assertThat(copies.destination.count("PUT", ".*/blobs/.*"))
                .as("PUTs of blobs")
                .isZero();
    }

    private List<String> lines() {
        return Stream.of(copies.source, copies.destination)
                .map((FaultyRegistry registry) -> CopyFixture.lines(registry))
                .flatMap(List::stream)
                .toList();
    }
}
