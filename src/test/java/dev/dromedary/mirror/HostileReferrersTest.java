package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of referrers that are broken, endless or lies: the image arrives, and the line says what did not. */
class HostileReferrersTest extends FreshCopyFixture {
    private ReferrerSample referrers;
    private Digest image;

    @BeforeEach
    void followReferrers() {
        copies.withReferrers();
        referrers = copies.referrers();
        image = sample.tagged("v1", 1);
    }

    @Test
    void saysWhichReferrerIsNotAtTheSourceAndBringsTheOthers() {
        Digest gone = ReferrerSample.digest(referrers.referrer(image, 10));
        Digest other = ReferrerSample.digest(referrers.referrer(image, 20));
        Digest last = ReferrerSample.digest(referrers.referrer(image, 30));
        copies.source.inject(Fault.on("GET", ".*/manifests/" + gone).status(404, Map.of(), ""));

        assertThat(copies.failure("v1").reason())
                .isEqualTo("referrer " + gone + " of " + copies.from("v1") + ": " + copies.from(gone.toString())
                        + ": not found at the source (404)");
        assertThat(copies.copiedDigest("v1")).hasValue(image.toString());
        assertThat(copies.listed(image)).containsExactlyInAnyOrder(other.toString(), last.toString());
        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.listed(image)).hasSize(3);
    }

    @Test
    void refusesAReferrerWhoseBytesAreOthersThanItsDigestNames() {
        Digest made = ReferrerSample.digest(referrers.referrer(image, 10));
        copies.source.inject(
                Fault.on("GET", ".*/manifests/" + made).corruptByte(2).times(1000));

        assertThat(copies.failure("v1").reason()).startsWith("referrer " + made + " of ");
        assertThat(copies.listed(image)).isEmpty();
        assertThat(copies.copiedDigest("v1")).hasValue(image.toString());
    }

    @Test
    void refusesAReferrerWhoseLayerIsDamaged() {
        Digest made = ReferrerSample.digest(referrers.referrer(image, 10));
        Digest layer = Digest.sha256(Sample.bytes(10, ReferrerSample.LAYER_BYTES));
        copies.source.inject(Fault.on("GET", ".*/blobs/" + layer).corruptByte(2).times(1000));

        assertThat(copies.failure("v1").reason())
                .startsWith("referrer " + made + " of " + copies.from("v1") + ": blob " + layer);
        assertThat(copies.listed(image)).isEmpty();
    }

    @Test
    void saysWhichOfCosignsTagsFailed() {
        referrers.cosign(image, ".att", 10);
        String tag = ReferrerSample.tag(image) + ".att";
        copies.destination.inject(
                Fault.on("PUT", ".*/manifests/" + tag).status(403, Map.of(), "").times(1000));

        assertThat(copies.failure("v1").reason())
                .startsWith("referrer " + tag + " of " + copies.from("v1") + ": cannot write ")
                .endsWith("(403)");
    }

    @ParameterizedTest
    @CsvSource({"GET,.*/referrers/.*", "HEAD,.*\\.sig"})
    void takesNothingButA404ForNotThere(String method, String path) {
        copies.source.inject(Fault.on(method, path).status(403, Map.of(), "").times(1000));

        assertThat(copies.failure("v1").reason())
                .startsWith("referrers of " + copies.from("v1") + ": cannot ")
                .endsWith("(403)");
        assertThat(copies.copiedDigest("v1")).hasValue(image.toString());
    }

    @Test
    void leavesOutWhatDoesNotSayThatItRefers() {
        Digest unrelated = ReferrerSample.digest(referrers.referrer(sample.tagged("v2", 2), 10));
        answer(index(List.of(entry(unrelated))), Map.of());

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest(unrelated.toString())).isEmpty();
        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
    }

    @Test
    void refusesTooManyReferrers() {
        answer(index(entries(1_001)), Map.of());

        assertThat(copies.failure("v1").reason())
                .startsWith("referrers of " + copies.from("v1") + ": ")
                .endsWith("expected at most 1000 referrers, found more");
        assertThat(copies.source.count("GET", ".*/manifests/sha256:.*")).isZero();
    }

    @Test
    void refusesTooManyReferrersOfSeveralManifests() {
        List<ObjectNode> children = List.of(
                sample.entry("linux/amd64", sample.image("linux/amd64", 1)),
                sample.entry("linux/arm64", sample.image("linux/arm64", 3)));
        sample.tag("v1", Sample.index(children));
        answer(index(entries(501)), Map.of());

        assertThat(copies.failure("v1").reason())
                .isEqualTo("referrers of " + copies.from("v1") + ": expected at most 1000, found more");
    }

    @Test
    void refusesAListUnderATagThatIsTooLong() {
        copies.source.inject(
                Fault.on("GET", ".*/referrers/.*").status(404, Map.of(), "").times(1000));
        byte[] list = index(entries(1_001)).getBytes(StandardCharsets.UTF_8);
        copies.source.inject(Fault.on("GET", ".*/manifests/" + ReferrerSample.tag(image))
                .status(200, Map.of("Content-Type", Sample.INDEX), new String(list, StandardCharsets.UTF_8)));

        assertThat(copies.failure("v1").reason()).endsWith("expected at most 1000, found more");
    }

    @Test
    void refusesAHugeList() {
        answer(" ".repeat(4 * 1024 * 1024 + 1), Map.of());

        assertThat(copies.failure("v1").reason()).endsWith("expected at most 4194304 bytes, found more");
    }

    @Test
    void refusesAListThatIsNone() {
        answer("[]", Map.of());

        assertThat(copies.failure("v1").reason())
                .startsWith("referrers of " + copies.from("v1") + ": cannot list what refers to ");
    }

    @Test
    void refusesAnEndlessList() {
        answer(index(List.of()), Map.of("Link", "</v2/team/app/referrers/" + image + "?last=x>; rel=\"next\""));

        assertThat(copies.failure("v1").reason()).endsWith("expected at most 100 pages, found more");
        assertThat(copies.source.count("GET", ".*/referrers/.*")).isEqualTo(100);
    }

    @Test
    void readsAListThatIsToldInPieces() {
        Digest made = ReferrerSample.digest(referrers.referrer(image, 10));
        String link = "</v2/before>; rel=\"prev\", </v2/team/app/referrers/" + image + "?last=x>; rel=\"next\"";
        copies.source.inject(Fault.on("GET", ".*/referrers/" + image)
                .status(200, Map.of("Content-Type", Sample.INDEX, "Link", link), index(List.of())));

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.listed(image)).containsExactly(made.toString());
        assertThat(copies.source.count("GET", "/v2/before")).isZero();
    }

    @Test
    void refusesAPageAtANonsensicalPlace() {
        answer(index(List.of()), Map.of("Link", "<ftp://elsewhere.invalid/list>; rel=next"));

        assertThat(copies.failure("v1").reason()).contains("Location \"ftp://elsewhere.invalid/list\"");
    }

    @Test
    void refusesMoreThanEightLevels() {
        Digest subject = image;
        for (int level = 1; level <= 9; level++) {
            subject = ReferrerSample.digest(referrers.referrer(subject, level));
        }

        assertThat(copies.failure("v1").reason())
                .isEqualTo("referrers of " + copies.from("v1") + ": expected at most 8 levels, found more");
    }

    @Test
    void bringsEightLevels() {
        Digest subject = image;
        for (int level = 1; level <= 8; level++) {
            subject = ReferrerSample.digest(referrers.referrer(subject, level));
        }

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copiedDigest(subject.toString())).isPresent();
    }

    @Test
    void goesOnWhereAListWasNotWrittenTheLastTime() {
        copies.destination.inject(
                Fault.on("GET", ".*/referrers/.*").status(404, Map.of(), "").times(1000));
        Digest made = ReferrerSample.digest(referrers.referrer(image, 10));
        String tag = ReferrerSample.tag(image);
        copies.destination.inject(Fault.on("PUT", ".*/manifests/" + tag).status(403, Map.of(), ""));

        assertThat(copies.failure("v1").reason()).startsWith("referrers of " + copies.from("v1") + ": cannot write ");
        assertThat(copies.copiedDigest(made.toString())).isPresent();
        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.copied(tag))
                .hasValueSatisfying(list ->
                        assertThat(new String(list, StandardCharsets.UTF_8)).contains(made.toString()));
    }

    /** Lets the source answer every question for referrers with this. */
    private void answer(String list, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", Sample.INDEX);
        copies.source.inject(
                Fault.on("GET", ".*/referrers/.*").status(200, all, list).times(1000));
    }

    private static String index(List<ObjectNode> entries) {
        return Sample.index(entries).toString();
    }

    private static ObjectNode entry(Digest digest) {
        return Sample.descriptor(Sample.MANIFEST, digest, 1);
    }

    private static List<ObjectNode> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry(Digest.sha256(Sample.bytes(i, 10))))
                .toList();
    }
}
