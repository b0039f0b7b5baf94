package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Moved;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.witness.Walk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between registries that both have the referrers API. */
class ReferrersTest extends FreshCopyFixture {
    private ReferrerSample referrers;

    @BeforeEach
    void followReferrers() {
        copies.withReferrers();
        referrers = copies.referrers();
    }

    @Test
    void bringsWhatRefersToAnImageAndWhatRefersToThat() {
        Digest image = sample.tagged("v1", 1);
        Digest sbom = ReferrerSample.digest(referrers.referrer(image, 10));
        Digest signature = ReferrerSample.digest(referrers.referrer(sbom, 20));
        Digest other = referrers.cosign(signature, ".sig", 30);

        CopyOutcome outcome = copies.copy("v1");

        assertThat(outcome).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.listed(image)).containsExactly(sbom.toString());
        assertThat(copies.listed(sbom)).containsExactly(signature.toString());
        assertThat(copies.copiedDigest(ReferrerSample.tag(signature) + ".sig")).hasValue(other.toString());
        assertComplete(sbom.toString());
        assertComplete(signature.toString());
        assertComplete(other.toString());
    }

    @Test
    void bringsNothingUnlessToldTo() throws IOException {
        try (CopyFixture plain = new CopyFixture(folder.resolve("plain"))) {
            Digest image = plain.sample().tagged("v1", 1);
            plain.referrers().referrer(image, 10);
            plain.forgetRequests();

            plain.copy("v1");

            assertThat(plain.listed(image)).isEmpty();
            assertThat(plain.source.count(".*", ".*(/referrers/|sha256-).*")).isZero();
        }
    }

    @Test
    void asksFourQuestionsMoreOfAnImageThatNothingRefersTo() {
        Digest image = sample.tagged("v1", 1);
        copies.copy("v1");
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
        String stem = "HEAD /v2/team/app/manifests/" + ReferrerSample.tag(image);
        assertThat(CopyFixture.lines(copies.source))
                .containsExactlyInAnyOrder(
                        "GET /v2/team/app/manifests/v1",
                        "GET /v2/team/app/referrers/" + image,
                        stem + ".sig",
                        stem + ".att",
                        stem + ".sbom");
        assertThat(CopyFixture.lines(copies.destination)).containsExactly("HEAD /v2/copy/app/manifests/v1");
    }

    @Test
    void asksFourQuestionsMoreOfEachManifestOfAnIndex() {
        tagIndex("v1");
        copies.copy("v1");
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.UpToDate.class);
        assertThat(requests()).isEqualTo(2 + 3 * 4);
    }

    @Test
    void asksOneQuestionMoreForAllReferrersThatAreUpToDateAndFourOfEach() {
        Digest image = sample.tagged("v1", 1);
        referrers.referrer(image, 10);
        referrers.referrer(image, 20);
        referrers.referrer(image, 30);
        copies.copy("v1");
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
        assertThat(copies.source.requests()).hasSize(1 + 4 + 3 * 4);
        assertThat(CopyFixture.lines(copies.destination))
                .containsExactly("HEAD /v2/copy/app/manifests/v1", "GET /v2/copy/app/referrers/" + image);
    }

    @Test
    void asksOneQuestionMoreForEachOfCosignsTagsThatIsUpToDateAndFourOfItsManifest() {
        Digest image = sample.tagged("v1", 1);
        referrers.cosign(image, ".sig", 10);
        referrers.cosign(image, ".att", 20);
        copies.copy("v1");
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
        assertThat(copies.source.requests()).hasSize(1 + 4 + 2 * 4);
        assertThat(copies.destination.requests()).hasSize(1 + 2);
    }

    @Test
    void looksAtTheReferrersOfAnImageThatIsUpToDate() {
        Digest image = sample.tagged("v1", 1);
        copies.copy("v1");
        Digest late = ReferrerSample.digest(referrers.referrer(image, 10));

        assertThat(copies.copy("v1"))
                .isEqualTo(new CopyOutcome.Copied(image, Moved.sent(ReferrerSample.LAYER_BYTES + "{}".length())));
        assertThat(copies.listed(image)).containsExactly(late.toString());
        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
    }

    @Test
    void movesATagOfCosignsThatPointsAtSomethingElse() {
        Digest image = sample.tagged("v1", 1);
        referrers.cosign(image, ".sig", 10);
        copies.copy("v1");
        Digest newer = referrers.cosign(image, ".sig", 20);

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest(ReferrerSample.tag(image) + ".sig")).hasValue(newer.toString());
    }

    @Test
    void countsTheBytesOfReferrers() {
        ObjectNode manifest = sample.image("linux/amd64", 1);
        Digest image = sample.tag("v1", manifest);
        referrers.referrer(image, 10);

        long config = manifest.at("/config/size").longValue();
        assertThat(copies.copy("v1"))
                .isEqualTo(new CopyOutcome.Copied(
                        image, Moved.sent(500 + 600 + config + ReferrerSample.LAYER_BYTES + "{}".length())));
    }

    @Test
    void leavesOutWhatRefersToAnIndexThatIsFiltered() {
        List<Digest> manifests = tagIndex("v1");
        Digest ofIndex = ReferrerSample.digest(referrers.referrer(manifests.get(0), 50));
        Digest ofAmd64 = ReferrerSample.digest(referrers.referrer(manifests.get(1), 60));
        Digest ofArm64 = ReferrerSample.digest(referrers.referrer(manifests.get(2), 70));

        assertThat(copies.copy("v1", CopyFixture.ARM64)).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest(ofArm64.toString())).isPresent();
        assertThat(copies.copiedDigest(ofAmd64.toString())).isEmpty();
        assertThat(copies.copiedDigest(ofIndex.toString())).isEmpty();
    }

    @Test
    void bringsWhatRefersToAnIndexAndToItsChildren() {
        List<Digest> manifests = tagIndex("v1");
        List<Digest> made = manifests.stream()
                .map(subject -> ReferrerSample.digest(referrers.referrer(subject, subject.hashCode())))
                .toList();

        copies.copy("v1");

        assertThat(made)
                .allSatisfy(digest ->
                        assertThat(copies.copiedDigest(digest.toString())).isPresent());
    }

    @Test
    void bringsAllPlatformsOfAReferrerThatIsAnIndex() {
        Digest image = sample.tag("v1", sample.image("linux/arm64", 1));
        ObjectNode amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", 10));
        ObjectNode arm64 = sample.entry("linux/arm64", sample.image("linux/arm64", 20));
        Digest index = ReferrerSample.digest(referrers.referrer(image, Sample.index(List.of(amd64, arm64))));

        assertThat(copies.copy("v1", CopyFixture.ARM64)).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.listed(image)).containsExactly(index.toString());
        assertComplete(index.toString());
    }

    @Test
    void comesToAnEndWhereTagsLeadInACircle() {
        Digest image = sample.tagged("v1", 1);
        ObjectNode manifest = sample.image("linux/amd64", 1);
        assertThat(Digest.sha256(Sample.utf8(manifest))).isEqualTo(image);
        sample.tag(ReferrerSample.tag(image) + ".sig", manifest);

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest(ReferrerSample.tag(image) + ".sig")).hasValue(image.toString());
        assertThat(copies.source.count("GET", ".*/referrers/.*")).isEqualTo(1);
    }

    @Test
    void bringsNothingForAnImageThatIsSkipped() {
        Digest image = sample.tagged("v1", 1);
        referrers.referrer(image, 10);

        assertThat(copies.copy("v1", PlatformSelection.of("s390x", "linux"))).isInstanceOf(CopyOutcome.Skipped.class);
        assertThat(copies.writes()).isZero();
        assertThat(copies.source.count("GET", ".*/referrers/.*")).isZero();
    }

    /** Tags an index of two platforms; answers the digests of index, amd64 and arm64. */
    private List<Digest> tagIndex(String tag) {
        ObjectNode amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", 1));
        ObjectNode arm64 = sample.entry("linux/arm64", sample.image("linux/arm64", 3));
        Digest index = sample.tag(tag, Sample.index(List.of(amd64, arm64)));
        return List.of(index, ReferrerSample.digest(amd64), ReferrerSample.digest(arm64));
    }

    private int requests() {
        return copies.source.requests().size() + copies.destination.requests().size();
    }

    private void assertComplete(String tagOrDigest) {
        assertThat(Walk.problems(copies.destinationApi(), CopyFixture.TO, tagOrDigest))
                .isEmpty();
    }
}
