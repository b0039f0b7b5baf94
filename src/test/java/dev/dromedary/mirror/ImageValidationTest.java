package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.RecordedRequest;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageValidationTest extends FreshCopyFixture {
    private static final PlatformSelection BOTH = PlatformSelection.of("amd64,arm64", "linux");

    private ObjectNode amd64;
    private ObjectNode arm64;
    private ObjectNode nested;
    private ObjectNode arm64Image;
    private Digest index;

    @BeforeEach
    void pushIndex() {
        amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", 1));
        arm64Image = sample.image("linux/arm64", 3);
        arm64 = sample.entry("linux/arm64", arm64Image);
        ObjectNode s390x = sample.entry("linux/s390x", sample.image("linux/s390x", 5));
        nested = sample.entry("linux/arm64", Sample.index(List.of(arm64, s390x)));
        nested.remove("platform");
        index = sample.tag("v1", Sample.index(List.of(amd64, nested)));
    }

    @AfterEach
    void hasOnlyRead() {
        assertThat(copies.destination.requests())
                .as("what a validation asks the destination")
                .extracting(RecordedRequest::method)
                .isSubsetOf("GET", "HEAD");
    }

    /** Makes the destination what it is to be before it is validated. */
    private void arrange(Runnable destination) {
        destination.run();
        copies.forgetRequests();
    }

    private void copy(PlatformSelection platforms) {
        arrange(() -> assertThat(copies.copy("v1", platforms)).isInstanceOf(CopyOutcome.Copied.class));
    }

    private static Digest digest(ObjectNode descriptor) {
        return Digest.of(descriptor.path("digest").textValue());
    }

    private Digest layer() {
        return Digest.of(arm64Image.at("/layers/0/digest").textValue());
    }

    private String place() {
        return copies.destination.name() + "/" + CopyFixture.TO;
    }

    @Test
    void findsACopyValidWholeAndFiltered() {
        copy(PlatformSelection.ALL);
        assertThat(copies.validate("v1", PlatformSelection.ALL)).isEqualTo(new CopyOutcome.Valid(index));
        assertThat(copies.validate("v1", CopyFixture.ARM64))
                .as("an image that was not filtered is right too")
                .isEqualTo(new CopyOutcome.Valid(index));
        Digest whole = sample.tag("v2", Sample.index(List.of(amd64, nested, sample.attestation(amd64, 9))));
        arrange(() -> copies.copy("v2", CopyFixture.ARM64));
        Digest filtered = Digest.of(copies.copiedDigest("v2").orElseThrow());
        assertThat(filtered).isNotEqualTo(whole);
        assertThat(copies.validate("v2", CopyFixture.ARM64)).isEqualTo(new CopyOutcome.Valid(filtered));
    }

    @Test
    void asksForEachBlobOfTheChosenPlatformsOnceAndForNoneAtTheSource() {
        copy(CopyFixture.ARM64);
        copies.validate("v1", CopyFixture.ARM64);
        assertThat(copies.destination.count("HEAD", "/v2/copy/app/blobs/.*")).isEqualTo(3);
        assertThat(copies.source.count(".*", ".*/blobs/.*")).isZero();
        assertThat(copies.source.count(".*", ".*" + digest(arm64))).isZero();
    }

    @Test
    void namesATagThatIsMissingOrElsewhere() {
        Digest other = sample.tagged("v2", 7);
        assertThat(reason(copies.validate("v1", PlatformSelection.ALL)))
                .isEqualTo("tag " + place() + ":v1 is missing, expected " + index);
        arrange(() -> {
            copies.copy("v2");
            byte[] bytes = copies.copied("v2").orElseThrow();
            copies.destinationApi().pushManifest(CopyFixture.TO, "v1", Sample.MANIFEST, bytes);
        });
        assertThat(reason(copies.validate("v1", PlatformSelection.ALL)))
                .isEqualTo("tag " + place() + ":v1 is " + other + ", expected " + index);
        MirrorRequest byDigest = new MirrorRequest(
                copies.from(index.toString()), copies.to(index.toString()), PlatformSelection.ALL, false);
        assertThat(reason(copies.validate(byDigest))).isEqualTo("manifest " + index + " is missing at " + place());
    }

    @Test
    void namesABlobThatIsMissing() {
        copy(BOTH);
        arrange(() -> copies.destinationApi().deleteBlob(CopyFixture.TO, layer()));
        assertThat(copies.validate("v1", BOTH))
                .isEqualTo(new CopyOutcome.Failed("blob " + layer() + " is missing at " + place(), false));
    }

    @Test
    void namesAChildThatIsMissingAndCountsWhatElseIs() {
        copy(PlatformSelection.ALL);
        arrange(() -> {
            copies.destinationApi().deleteManifest(CopyFixture.TO, digest(arm64));
            copies.destinationApi().deleteBlob(CopyFixture.TO, Digest.sha256(Sample.bytes(1, 500)));
        });
        assertThat(reason(copies.validate("v1", PlatformSelection.ALL)))
                .isEqualTo("manifest " + digest(arm64) + " is missing at " + place() + ", and 1 more");
        assertThat(reason(copies.validate("v1", PlatformSelection.of("amd64", "linux"))))
                .as("of an image that was not filtered all has to be there")
                .startsWith("manifest " + digest(arm64) + " is missing at " + place());
    }

    @Test
    void namesANestedIndexThatIsMissing() {
        copy(PlatformSelection.ALL);
        arrange(() -> copies.destinationApi().deleteManifest(CopyFixture.TO, digest(nested)));
        assertThat(reason(copies.validate("v1", PlatformSelection.ALL)))
                .isEqualTo("manifest " + digest(nested) + " is missing at " + place());
        assertThat(reason(copies.validate("v1", CopyFixture.ARM64)))
                .startsWith("manifest " + digest(nested) + " is missing at " + place());
    }

    @Test
    void skipsAnImageWithoutAChosenPlatformUnlessThatIsAFailure() {
        PlatformSelection mips = PlatformSelection.of("mips64le", "linux");
        assertThat(copies.validate("v1", mips)).isInstanceOf(CopyOutcome.Skipped.class);
        assertThat(copies.validate(copies.request("v1", mips, true)))
                .isInstanceOfSatisfying(
                        CopyOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("none of its platforms is selected"));
    }

    @Test
    void doesNotTakeAnErrorForSomethingMissing() {
        copy(BOTH);
        copies.destination.inject(Fault.on("HEAD", ".*/blobs/.*").always().status(503, Map.of(), ""));
        assertThat(reason(copies.validate("v1", BOTH))).contains("503").doesNotContain("missing");
    }

    @Test
    void saysWhenTheSourceDoesNotHaveIt() {
        assertThat(reason(copies.validate("none", BOTH)))
                .isEqualTo(copies.source.name() + "/team/app:none: not found at the source (404 MANIFEST_UNKNOWN)");
    }

    private static String reason(CopyOutcome outcome) {
        assertThat(outcome).isInstanceOf(CopyOutcome.Failed.class);
        return ((CopyOutcome.Failed) outcome).reason();
    }
}
