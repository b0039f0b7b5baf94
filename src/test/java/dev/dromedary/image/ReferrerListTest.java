package dev.dromedary.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrerListTest {
    private static final Digest SUBJECT = Digest.sha256("subject".getBytes(UTF_8));
    private static final Digest CONFIG = Digest.sha256("config".getBytes(UTF_8));

    @Test
    void describesAReferrerByItsOwnTypeAndAllItsAnnotations() {
        Manifest referrer = manifest("\"artifactType\":\"a/own\",\"annotations\":{\"k\":\"v\"},");

        assertThat(text(list(referrer).mergedInto(Optional.empty())))
                .isEqualTo("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                        + "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\"" + referrer.digest()
                        + "\",\"size\":" + referrer.size()
                        + ",\"artifactType\":\"a/own\",\"annotations\":{\"k\":\"v\"}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"artifactType\":\"\",", "\"artifactType\":null,"})
    void describesAReferrerWithoutATypeByThatOfItsConfig(String member) {
        assertThat(text(list(manifest(member)).mergedInto(Optional.empty()))).contains("\"artifactType\":\"a/config\"");
    }

    @Test
    void addsNothingThatIsListed() {
        Manifest referrer = manifest("");
        Manifest there = list(referrer).mergedInto(Optional.empty()).orElseThrow();

        assertThat(list(referrer).mergedInto(Optional.of(there))).isEmpty();
    }

    @Test
    void keepsWhatIsThereAndAddsTheRest() {
        Manifest first = manifest("");
        Manifest second = manifest("\"annotations\":{\"n\":\"2\"},");
        Manifest there = list(first).mergedInto(Optional.empty()).orElseThrow();

        Manifest merged = list(first, second).mergedInto(Optional.of(there)).orElseThrow();
        assertThat(merged.children()).extracting(Descriptor::digest).containsExactly(first.digest(), second.digest());
    }

    @Test
    void takesTheNullOfAnEmptyListForAList() {
        Manifest there = Manifest.of(
                "{\"schemaVersion\":2,\"manifests\":null,\"x\":1.50}".getBytes(UTF_8), MediaTypes.OCI_INDEX);

        assertThat(text(list(manifest("")).mergedInto(Optional.of(there))))
                .startsWith("{\"schemaVersion\":2,\"manifests\":[{")
                .endsWith("}],\"x\":1.50}");
    }

    @Test
    void refusesToChangeWhatIsNoList() {
        Manifest image = manifest("");

        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> list(image).mergedInto(Optional.of(image)))
                .withMessage("list of referrers of type \"" + MediaTypes.OCI_MANIFEST + "\": expected an OCI index");
    }

    @Test
    void refusesMoreThanAListCanHold() {
        String long1 = "x".repeat(2_200_000);

        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> list(
                        manifest("\"annotations\":{\"a\":\"" + long1 + "\"},"),
                        manifest("\"annotations\":{\"b\":\"" + long1 + "\"},")))
                .withMessage("list of referrers: expected at most 4194304 bytes, found more");
    }

    @Test
    void knowsWhatAManifestRefersTo() {
        assertThat(Referrer.of(manifest("")).refersTo(SUBJECT)).isTrue();
        assertThat(Referrer.of(manifest("")).refersTo(CONFIG)).isFalse();
    }

    private static Manifest manifest(String members) {
        String json = "{\"schemaVersion\":2," + members + "\"config\":{\"mediaType\":\"a/config\",\"digest\":\""
                + CONFIG + "\",\"size\":6},\"layers\":[],\"subject\":{\"digest\":\"" + SUBJECT + "\"}}";
        return Manifest.of(json.getBytes(UTF_8), MediaTypes.OCI_MANIFEST);
    }

    private static ReferrerList list(Manifest... referrers) {
        ReferrerList list = new ReferrerList();
        for (Manifest referrer : referrers) {
            list.add(Referrer.of(referrer));
        }
        return list;
    }

    private static String text(Optional<Manifest> list) {
        return new String(list.orElseThrow().bytes(), UTF_8);
    }
}
