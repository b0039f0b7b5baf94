package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check foresees is what the copy after it does. */
class ImageCheckTest extends FreshCopyFixture {
    @BeforeEach
    void pushImages() {
        ObjectNode amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", 1));
        ObjectNode arm64 = sample.entry("linux/arm64", sample.image("linux/arm64", 2)); // shares a layer with the first
        ObjectNode nested = sample.entry("linux/arm64", Sample.index(List.of(arm64, amd64)));
        nested.remove("platform");
        sample.tag("index", Sample.index(List.of(amd64, nested, sample.attestation(amd64, 9))));
        sample.tagged("single", 20);
        sample.tag(
                "foreign",
                sample.image("windows/amd64", List.of(sample.blob(Sample.bytes(30, 700)), Sample.foreign(31))));
    }

    private CopyOutcome check(ImageCheck check, MirrorRequest request) {
        copies.forgetRequests();
        CopyOutcome outcome = check.check(request);
        assertThat(copies.writes()).isZero();
        assertThat(copies.source.count("POST|PUT|PATCH|DELETE", ".*")).isZero();
        return outcome;
    }

    private CopyOutcome check(String tag) {
        return check(copies.check(false), copies.request(tag, PlatformSelection.ALL, false));
    }

    /** What is to be foreseen of a copy that did this. */
    private static CopyOutcome foreseen(CopyOutcome outcome) {
        return outcome instanceof CopyOutcome.Copied copied
                ? new CopyOutcome.ToCopy(copied.digest(), copied.moved().sent(), "")
                : outcome;
    }

    @ParameterizedTest
    @CsvSource({
        "index, amd64 arm64, false",
        "index, arm64, false",
        "index, mips64le, false",
        "index, mips64le, true",
        "single, amd64, true",
        "single, arm64, false",
        "foreign, amd64, false",
        "none, amd64, false"
    })
    void foreseesWhatACopyDoes(String tag, String arch, boolean failWithoutPlatform) {
        MirrorRequest request =
                copies.request(tag, PlatformSelection.of(arch.replace(' ', ','), "linux,windows"), failWithoutPlatform);
        CopyOutcome first = check(copies.check(false), request);
        assertThat(first).isEqualTo(foreseen(copies.copy(request)));
        CopyOutcome second = check(copies.check(false), request);
        assertThat(second).isEqualTo(foreseen(copies.copy(request))).isNotInstanceOf(CopyOutcome.ToCopy.class);
    }

    @Test
    void countsNoBlobThatIsThere() {
        copies.copy("index", CopyFixture.ARM64);
        CopyOutcome outcome = check("index");
        assertThat(outcome).isEqualTo(foreseen(copies.copy("index")));
        assertThat(((CopyOutcome.ToCopy) outcome).bytesToMove()).isPositive();
    }

    @Test
    void countsABlobOnceForEachRepository() {
        ImageCheck check = copies.check(false);
        sample.tag("again", sample.image("linux/amd64", 20).put("x", "another manifest of the same blobs"));
        MirrorRequest single = copies.request("single", PlatformSelection.ALL, false);
        MirrorRequest elsewhere = new MirrorRequest(
                copies.from("single"),
                CopyFixture.reference(copies.destination, "copy/other", "single"),
                PlatformSelection.ALL,
                false);
        long bytes = bytes(check(check, single));
        assertThat(bytes).isGreaterThan(1100);
        assertThat(bytes(check(check, copies.request("again", PlatformSelection.ALL, false))))
                .isZero();
        assertThat(copies.destination.count("HEAD", ".*/blobs/.*")).isZero();
        assertThat(bytes(check(check, elsewhere))).isEqualTo(bytes);
    }

    @Test
    void takesWhatALineBeforeWouldHaveWrittenForWritten() {
        ImageCheck check = copies.check(false);
        Digest digest = sample.tagged("v1", 40);
        MirrorRequest v1 = copies.request("v1", PlatformSelection.ALL, false);
        MirrorRequest other = new MirrorRequest(copies.from("single"), copies.to("v1"), PlatformSelection.ALL, false);
        assertThat(check(check, v1)).isInstanceOf(CopyOutcome.ToCopy.class);
        assertThat(check(check, v1)).isEqualTo(new CopyOutcome.UpToDate(digest));
        assertThat(check(check, other)).isInstanceOf(CopyOutcome.ToCopy.class);
        assertThat(check(check, v1)).isEqualTo(new CopyOutcome.ToCopy(digest, 0, ""));
    }

    @Test
    void countsTheBlobsOfALineThatFailedForTheNext() {
        ImageCheck check = copies.check(false);
        MirrorRequest request = copies.request("single", PlatformSelection.ALL, false);
        copies.destination.inject(Fault.on("HEAD", ".*/blobs/.*").always().status(403, Map.of(), ""));
        assertThat(check(check, request)).isInstanceOf(CopyOutcome.Failed.class);
        copies.mend();
        assertThat(check(check, request)).isEqualTo(foreseen(copies.copy(request)));
    }

    @Test
    void foreseesWhatFollowsAnImageToo() {
        copies.withReferrers();
        Digest image = sample.tagged("v1", 50);
        Digest sbom = ReferrerSample.digest(copies.referrers().referrer(image, 60));
        copies.referrers().cosign(sbom, ".sig", 70);
        MirrorRequest request = copies.request("v1", PlatformSelection.ALL, false);
        CopyOutcome whole = check(copies.check(true), request);
        CopyOutcome imageOnly = check(copies.check(false), request);
        assertThat(whole).isEqualTo(foreseen(copies.copy(request)));
        assertThat(bytes(whole)).isGreaterThan(bytes(imageOnly));
        assertThat(check(copies.check(true), request)).isEqualTo(new CopyOutcome.UpToDate(image));
        copies.referrers().referrer(image, 80);
        assertThat(check(copies.check(true), request)).isEqualTo(foreseen(copies.copy(request)));
    }

    @Test
    void refusesWhatAMirrorRefuses() {
        assertThat(check("none")).isEqualTo(copies.copy("none"));
        copies.destination.inject(Fault.on("HEAD", ".*/manifests/.*").always().status(403, Map.of(), ""));
        assertThat(check("single")).isEqualTo(copies.copy("single"));
    }

    private static long bytes(CopyOutcome outcome) {
        assertThat(outcome).isInstanceOf(CopyOutcome.ToCopy.class);
        return ((CopyOutcome.ToCopy) outcome).bytesToMove();
    }
}
