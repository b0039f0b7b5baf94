package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Walk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilteredCopyTest extends FreshCopyFixture {
    private ObjectNode amd64;
    private ObjectNode arm64;
    private ObjectNode index;

    @BeforeEach
    void pushIndex() {
        amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", 1));
        arm64 = sample.entry("linux/arm64", sample.image("linux/arm64", 3));
        index = Sample.index(List.of(amd64, arm64, sample.attestation(amd64, 5), sample.attestation(arm64, 7)));
        sample.tag("v1", index);
    }

    @Test
    void keepsTheSelectedEntriesAndTheirAttestationsAsTheyAre() {
        CopyOutcome outcome = copies.copy("v1", CopyFixture.ARM64);

        byte[] copied = copies.copied("v1").orElseThrow();
        ObjectNode expected = index.deepCopy();
        expected.putArray("manifests").add(index.at("/manifests/1")).add(index.at("/manifests/3"));
        assertThat(new String(copied, StandardCharsets.UTF_8)).isEqualTo(expected.toString());
        assertThat(outcome).extracting("digest").isEqualTo(Digest.sha256(copied));
        assertThat(Walk.problems(copies.destinationApi(), CopyFixture.TO, "v1")).isEmpty();
        assertThat(copies.source.count(".*", ".*" + amd64.path("digest").textValue()))
                .as("only what made the sample asked for it")
                .isEqualTo(1);
    }

    @Test
    void makesTheSameBytesEveryTime() {
        copies.copy("v1", CopyFixture.ARM64);
        byte[] first = copies.copied("v1").orElseThrow();
        MirrorRequest again = new MirrorRequest(
                copies.from("v1"),
                CopyFixture.reference(copies.destination, "copy/again", "v1"),
                CopyFixture.ARM64,
                false);

        assertThat(copies.copy(again)).isInstanceOf(CopyOutcome.Copied.class);
        RegistryApi destination = copies.destinationApi();
        assertThat(destination.getManifest("copy/again", "v1").orElseThrow().bytes())
                .isEqualTo(first);
    }

    @Test
    void isUpToDateTheSecondTime() {
        copies.copy("v1", CopyFixture.ARM64);
        copies.forgetRequests();

        assertThat(copies.copy("v1", CopyFixture.ARM64)).isInstanceOf(CopyOutcome.UpToDate.class);
        assertThat(copies.writes()).isZero();
    }

    @Test
    void isUpToDateWhereTheWholeIndexIs() {
        copies.copy("v1");
        copies.forgetRequests();

        assertThat(copies.copy("v1", CopyFixture.ARM64)).isInstanceOf(CopyOutcome.UpToDate.class);
        assertThat(copies.writes()).isZero();
    }

    @Test
    void skipsAnImageThatHasNoneOfThePlatforms() {
        CopyOutcome outcome = copies.copy("v1", PlatformSelection.of("s390x", "linux"));

        assertThat(outcome).isInstanceOf(CopyOutcome.Skipped.class);
        assertThat(outcome).extracting("reason").asString().startsWith(copies.from("v1") + ": none of its platforms");
        assertThat(copies.writes()).isZero();
    }

    @Test
    void failsWithoutAPlatformWhereThatIsAsked() {
        PlatformSelection none = PlatformSelection.of("s390x", "linux");

        assertThat(copies.copy(copies.request("v1", none, true)))
                .isInstanceOf(CopyOutcome.Failed.class)
                .extracting("retryable")
                .isEqualTo(false);
        assertThat(copies.writes()).isZero();
    }

    @Test
    void failsWithoutAPlatformEvenWhenTheImageIsThere() {
        copies.copy("v1");

        assertThat(copies.copy(copies.request("v1", PlatformSelection.of("s390x", "linux"), true)))
                .isInstanceOf(CopyOutcome.Failed.class);
    }

    @Test
    void copiesWhatIsSelectedOfAnIndexWhoseOtherEntriesAreMissing() {
        sample.tag("sparse", Sample.index(List.of(amd64, arm64)));
        new RegistryApi(copies.source.name())
                .deleteManifest(CopyFixture.FROM, Digest.of(amd64.path("digest").textValue()));

        assertThat(copies.copy("sparse", CopyFixture.ARM64)).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(Walk.problems(copies.destinationApi(), CopyFixture.TO, "sparse"))
                .isEmpty();
    }

    @Test
    void failsWhereASelectedEntryIsMissing() {
        sample.tag("sparse", Sample.index(List.of(amd64, arm64)));
        String digest = arm64.path("digest").textValue();
        new RegistryApi(copies.source.name()).deleteManifest(CopyFixture.FROM, Digest.of(digest));

        CopyOutcome outcome = copies.copy("sparse", CopyFixture.ARM64);

        assertThat(outcome)
                .extracting("reason")
                .asString()
                .startsWith("cannot read " + copies.from(digest) + " (404 MANIFEST_UNKNOWN");
        copies.assertNothingIsTagged();
    }

    @Test
    void readsThePlatformOfASingleImageFromItsConfig() {
        Digest digest = sample.tag("single", sample.image("linux/arm64", 9));

        assertThat(copies.copy("single", PlatformSelection.of("amd64", "linux")))
                .isInstanceOf(CopyOutcome.Skipped.class);
        assertThat(copies.copy("single", CopyFixture.ARM64))
                .extracting("digest")
                .isEqualTo(digest);
    }
}
