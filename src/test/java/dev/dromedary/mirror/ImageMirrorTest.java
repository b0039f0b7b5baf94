package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.AllowList;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Moved;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Walk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageMirrorTest extends FreshCopyFixture {
    @Test
    void copiesAnImageByteForByte() {
        ObjectNode manifest = sample.image("linux/amd64", 1);
        Digest digest = sample.tag("v1", manifest);

        CopyOutcome outcome = copies.copy("v1");

        long config = manifest.at("/config/size").longValue();
        assertThat(outcome).isEqualTo(new CopyOutcome.Copied(digest, Moved.sent(500 + 600 + config)));
        assertThat(copies.copied("v1")).hasValue(Sample.utf8(manifest));
        assertComplete("v1");
    }

    @Test
    void asksEachEndOnceAndWritesNothingWhenTheImageIsThere() {
        Digest digest = sample.tagged("v1", 1);
        copies.copy("v1");
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(digest));
        assertThat(CopyFixture.lines(copies.source)).containsExactly("HEAD /v2/team/app/manifests/v1");
        assertThat(CopyFixture.lines(copies.destination)).containsExactly("HEAD /v2/copy/app/manifests/v1");
    }

    @Test
    void movesATagThatPointsAtSomethingElse() {
        sample.tagged("v1", 1);
        copies.copy("v1");
        Digest newer = sample.tagged("v1", 2);

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest("v1")).hasValue(newer.toString());
    }

    @Test
    void sendsOnlyTheBlobsThatAreMissing() {
        ObjectNode manifest = sample.image("linux/amd64", 1);
        sample.tag("v1", manifest);
        RegistryApi destination = copies.destinationApi();
        destination.pushBlob(CopyFixture.TO, Sample.bytes(1, 500));
        copies.forgetRequests();

        CopyOutcome outcome = copies.copy("v1");

        assertThat(outcome)
                .extracting("moved")
                .isEqualTo(new Moved(600 + manifest.at("/config/size").longValue(), 500, 0));
        assertThat(copies.source.count("GET", ".*/blobs/.*")).isEqualTo(2);
        assertThat(copies.destination.count("PUT", ".*/blobs/.*")).isEqualTo(2);
    }

    @Test
    void writesBlobsThenChildrenThenTheTag() {
        ObjectNode amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", 1));
        ObjectNode arm64 = sample.entry("linux/arm64", sample.image("linux/arm64", 3));
        ObjectNode nested = sample.entry("linux/s390x", Sample.index(List.of(arm64)));
        sample.tag("v1", Sample.index(List.of(amd64, nested)));

        copies.copy("v1");

        List<String> written = CopyFixture.lines(copies.destination).stream()
                .filter(line -> line.startsWith("PUT "))
                .map(line -> line.replaceFirst(".*/(blobs)/uploads/.*", "$1").replaceFirst(".*/manifests/", ""))
                .toList();
        String child = amd64.path("digest").textValue();
        String grandchild = arm64.path("digest").textValue();
        String parent = nested.path("digest").textValue();
        assertThat(written).hasSize(10).startsWith("blobs", "blobs", "blobs").endsWith("v1");
        assertThat(written).containsSubsequence("blobs", child).containsSubsequence("blobs", grandchild, parent);
        assertComplete("v1");
    }

    @Test
    void copiesADigestWithoutWritingATag() {
        Digest digest = sample.tagged("v1", 1);
        MirrorRequest request = new MirrorRequest(
                copies.from(digest.toString()), copies.to(digest.toString()), PlatformSelection.ALL, false);

        assertThat(copies.copy(request)).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest(digest.toString())).hasValue(digest.toString());
        copies.assertNothingIsTagged();
        assertThat(copies.copy(request)).isEqualTo(new CopyOutcome.UpToDate(digest));
    }

    @Test
    void tagsWhatWasAskedForByDigestEvenWhenTheSourcesTagHasMoved() {
        Digest older = sample.tagged("v1", 1);
        sample.tagged("v1", 2);
        MirrorRequest request =
                new MirrorRequest(copies.from(older.toString()), copies.to("v1"), PlatformSelection.ALL, false);

        assertThat(copies.copy(request)).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest("v1")).hasValue(older.toString());
    }

    @Test
    void leavesForeignLayersWhereTheyAre() {
        ObjectNode foreign = Sample.foreign(7);
        ObjectNode manifest = sample.image("windows/amd64", List.of(foreign, sample.blob(Sample.bytes(1, 100))));
        Digest digest = sample.tag("v1", manifest);

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest("v1")).hasValue(digest.toString());
        String path = ".*" + foreign.path("digest").textValue() + ".*";
        assertThat(copies.source.count(".*", path)).isZero();
        assertThat(copies.destination.count(".*", path)).isZero();
    }

    @Test
    void copiesWithinOneRegistry() {
        Digest digest = sample.tagged("v1", 1);
        Reference other = CopyFixture.reference(copies.source, "team/other", "v1");

        assertThat(copies.copy(new MirrorRequest(copies.from("v1"), other, PlatformSelection.ALL, false)))
                .isInstanceOf(CopyOutcome.Copied.class);
        RegistryApi registry = new RegistryApi(copies.source.name());
        assertThat(registry.headManifest("team/other", "v1")).hasValue(digest.toString());
        assertThat(Walk.problems(registry, "team/other", "v1")).isEmpty();
    }

    @Test
    void sendsALayerThatIsThereTwiceOnce() {
        ObjectNode layer = sample.blob(Sample.bytes(1, 100));
        ObjectNode amd64 = sample.entry("linux/amd64", sample.image("linux/amd64", List.of(layer, layer)));
        ObjectNode arm64 = sample.entry("linux/arm64", sample.image("linux/arm64", List.of(layer)));
        sample.tag("v1", Sample.index(List.of(amd64, arm64)));

        copies.copy("v1");

        String digest = layer.path("digest").textValue();
        assertThat(copies.source.count("GET", ".*/blobs/" + digest)).isEqualTo(1);
        assertThat(copies.destination.count("PUT", ".*/blobs/uploads/.*" + digest))
                .isEqualTo(1);
        assertComplete("v1");
    }

    @Test
    void copiesAnEmptyLayer() {
        sample.tag("v1", sample.image("linux/amd64", List.of(sample.blob(new byte[0]))));

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.hasBlob(Digest.sha256(new byte[0]))).isTrue();
        assertComplete("v1");
    }

    @Test
    void copiesAHundredLayers() {
        List<ObjectNode> layers = IntStream.range(0, 100)
                .mapToObj(i -> sample.blob(Sample.bytes(i, 100 + i)))
                .toList();
        sample.tag("v1", sample.image("linux/amd64", layers));

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertComplete("v1");
    }

    @Test
    void copiesALayerOfSeveralBuffers() {
        byte[] large = Sample.bytes(1, 3_000_000);
        sample.tag("v1", sample.image("linux/amd64", List.of(sample.blob(large))));

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertComplete("v1");
    }

    @Test
    void refusesNamesThatAreNotAllowedBeforeAnyRequest() {
        sample.tagged("v1", 1);
        copies.forgetRequests();
        AllowList any = AllowList.of("*");
        AllowList other = AllowList.of("other.example");

        MirrorRequest request = copies.request("v1", PlatformSelection.ALL, false);

        assertThat(copies.copy(request, new AllowedNames(any, other)))
                .extracting("reason", "retryable")
                .containsExactly(
                        "destination " + copies.destination.name()
                                + "/copy/app is not allowed by mirror.allow-destinations",
                        false);
        assertThat(copies.copy(request, new AllowedNames(other, any)))
                .extracting("reason", "retryable")
                .containsExactly(
                        "source " + copies.source.name() + "/team/app is not allowed by mirror.allow-sources", false);
        assertThat(copies.source.requests()).isEmpty();
        assertThat(copies.destination.requests()).isEmpty();
    }

    private void assertComplete(String tag) {
        assertThat(Walk.problems(copies.destinationApi(), CopyFixture.TO, tag)).isEmpty();
        copies.assertNoUploadIsLeft();
    }
}
