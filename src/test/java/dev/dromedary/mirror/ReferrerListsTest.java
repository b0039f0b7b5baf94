package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that lack the referrers API, and lists under tags. */
class ReferrerListsTest extends FreshCopyFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferrerSample referrers;

    @BeforeEach
    void followReferrers() {
        copies.withReferrers();
        referrers = copies.referrers();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 501, 200})
    void takesTheListUnderTheTagWhereTheSourceLacksTheApi(int status) throws IOException {
        copies.source.inject(lack(status));
        Digest image = sample.tagged("v1", 1);
        ObjectNode entry = referrers.referrer(image, 10);
        referrers.list(image, List.of(entry));

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(copies.listed(image)).containsExactly(digest(entry));
        assertThat(copies.copiedDigest(ReferrerSample.tag(image)))
                .as("the destination lists referrers itself")
                .isEmpty();
    }

    @Test
    void asksARegistryThatLacksTheApiOnce() {
        copies.source.inject(lack(404));
        Digest first = sample.tagged("v1", 1);
        Digest second = sample.tagged("v2", 2);
        copies.copy("v1");
        copies.copy("v2");
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(first));
        assertThat(copies.copy("v2")).isEqualTo(new CopyOutcome.UpToDate(second));
        assertThat(copies.source.count("GET", ".*/referrers/.*")).isZero();
        assertThat(copies.source.requests()).hasSize(2 * (1 + 4));
        assertThat(copies.destination.requests()).hasSize(2);
    }

    @Test
    void findsOutOnceForAllManifestsOfAnIndex() {
        copies.source.inject(lack(404));
        List<ObjectNode> entries = List.of(
                sample.entry("linux/amd64", sample.image("linux/amd64", 1)),
                sample.entry("linux/arm64", sample.image("linux/arm64", 3)),
                sample.entry("linux/s390x", sample.image("linux/s390x", 5)));
        sample.tag("v1", Sample.index(entries));

        copies.copy("v1");

        assertThat(copies.source.count("GET", ".*/referrers/.*")).isEqualTo(1);
    }

    @Test
    void asksAgainWhereOnlyTheRepositoryWasUnknown() {
        String body = "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"no such repository\"}]}";
        copies.source.inject(Fault.on("GET", ".*/referrers/.*").status(404, Map.of(), body));
        Digest image = sample.tagged("v1", 1);
        String made = digest(referrers.referrer(image, 10));

        copies.copy("v1");
        assertThat(copies.listed(image)).isEmpty();
        copies.copy("v1");
        assertThat(copies.listed(image)).containsExactly(made);
    }

    @Test
    void writesTheListUnderTheTagWhereTheDestinationLacksTheApi() throws IOException {
        copies.destination.inject(lack(404));
        Digest image = sample.tagged("v1", 1);
        ObjectNode first = referrers.referrer(image, 10);
        ObjectNode second = referrers.referrer(image, 20);

        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        JsonNode list = list(image);
        assertThat(list.path("mediaType").textValue()).isEqualTo(Sample.INDEX);
        assertThat(list.path("schemaVersion").intValue()).isEqualTo(2);
        assertThat(entries(image)).containsExactlyInAnyOrder(first.toString(), second.toString());
        assertThat(copies.copiedDigest(digest(first))).isPresent();

        copies.forgetRequests();
        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
        assertThat(copies.destination.count("GET", ".*/referrers/.*")).isZero();
        assertThat(copies.destination.requests()).hasSize(1 + 1);
        assertThat(copies.source.requests()).hasSize(1 + 4 + 2 * 4);
    }

    @Test
    void namesTheConfigsTypeInTheListWhereTheReferrerHasNoTypeOfItsOwn() throws IOException {
        copies.destination.inject(lack(404));
        Digest image = sample.tagged("v1", 1);
        ObjectNode manifest = sample.image("linux/amd64", 10);
        manifest.set("subject", Sample.descriptor(Sample.MANIFEST, image, 1));
        sample.tag("about", manifest);

        copies.copy("v1");

        assertThat(list(image).at("/manifests/0/artifactType").textValue())
                .isEqualTo("application/vnd.oci.image.config.v1+json");
    }

    @Test
    void keepsWhatOthersPutIntoTheList() throws IOException {
        copies.destination.inject(lack(404));
        Digest image = sample.tagged("v1", 1);
        ReferrerSample others = new ReferrerSample(copies.destinationApi(), CopyFixture.TO);
        ObjectNode foreign = others.referrer(image, 90).put("x-own", "kept");
        others.list(image, List.of(foreign));
        ObjectNode brought = referrers.referrer(image, 10);

        copies.copy("v1");

        assertThat(entries(image)).containsExactly(foreign.toString(), brought.toString());
        assertThat(list(image).at("/annotations/made-by").textValue()).isEqualTo("a test");
    }

    @Test
    void losesNothingWhenTwoLinesAddToOneList() throws IOException {
        copies.destination.inject(lack(404));
        Digest image = sample.tagged("v1", 1);
        Sample elsewhere = new Sample(new RegistryApi(copies.source.name()), "other/app");
        assertThat(elsewhere.tagged("v1", 1)).isEqualTo(image);
        String here = digest(referrers.referrer(image, 10));
        String there =
                digest(new ReferrerSample(new RegistryApi(copies.source.name()), "other/app").referrer(image, 20));
        copies.destination.inject(Fault.on("PUT", ".*/manifests/" + ReferrerSample.tag(image))
                .delay(Duration.ofMillis(300))
                .times(2));
        MirrorRequest other = new MirrorRequest(
                CopyFixture.reference(copies.source, "other/app", "v1"), copies.to("v1"), PlatformSelection.ALL, false);

        CompletableFuture<CopyOutcome> second = CompletableFuture.supplyAsync(() -> copies.copy(other));
        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(second.join()).isInstanceOf(CopyOutcome.Copied.class);

        assertThat(list(image).path("manifests"))
                .extracting(entry -> entry.path("digest").textValue())
                .containsExactlyInAnyOrder(here, there);
    }

    @Test
    void writesTheListWhereTheDestinationIgnoresSubjects() throws IOException {
        copies.destination.inject(
                Fault.on("PUT", ".*/manifests/.*").header("OCI-Subject", null).times(1000));
        Digest image = sample.tagged("v1", 1);
        ObjectNode made = referrers.referrer(image, 10);

        copies.copy("v1");

        assertThat(entries(image)).containsExactly(made.toString());
    }

    @Test
    void changesNoTagOfTheListsFormThatIsAnImage() {
        copies.destination.inject(lack(404));
        Digest image = sample.tagged("v1", 1);
        Digest foreign = new Sample(copies.destinationApi(), CopyFixture.TO).tagged(ReferrerSample.tag(image), 90);
        referrers.referrer(image, 10);

        assertThat(copies.failure("v1").reason())
                .startsWith("referrers of " + copies.from("v1") + ": cannot change ")
                .endsWith("list of referrers of type \"" + Sample.MANIFEST + "\": expected an OCI index");
        assertThat(copies.copiedDigest(ReferrerSample.tag(image))).hasValue(foreign.toString());
        assertThat(copies.copiedDigest("v1")).hasValue(image.toString());
    }

    @Test
    void bringsAListAlongWhereNeitherEndHasTheApi() throws IOException {
        copies.source.inject(lack(404));
        copies.destination.inject(lack(404));
        Digest image = sample.tagged("v1", 1);
        ObjectNode sbom = referrers.referrer(image, 10);
        ObjectNode signature = referrers.referrer(Digest.of(digest(sbom)), 20);
        referrers.list(image, List.of(sbom));
        referrers.list(Digest.of(digest(sbom)), List.of(signature));

        copies.copy("v1");

        assertThat(entries(image)).containsExactly(sbom.toString());
        assertThat(entries(Digest.of(digest(sbom)))).containsExactly(signature.toString());
        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(image));
    }

    /** As from a registry without the API; 200 is a web page. */
    private static Fault lack(int status) {
        return Fault.on("GET", ".*/referrers/.*")
                .status(status, Map.of("Content-Type", "text/html"), "<p>page not found</p>")
                .times(1000);
    }

    private static String digest(ObjectNode entry) {
        return entry.path("digest").textValue();
    }

    private JsonNode list(Digest subject) throws IOException {
        return JSON.readTree(copies.copied(ReferrerSample.tag(subject)).orElseThrow());
    }

    private List<String> entries(Digest subject) throws IOException {
        List<String> entries = new ArrayList<>();
        list(subject).path("manifests").forEach(entry -> entries.add(entry.toString()));
        return entries;
    }
}
