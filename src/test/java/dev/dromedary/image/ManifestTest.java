package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.digest;
import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.index;
import static dev.dromedary.image.FakeManifestSource.root;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final Digest A = digest("a");
    private static final Digest B = digest("b");
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    @Test
    void keepsTheBytesAndTheirDigest() {
        String json = " " + image(blob(LAYER, B, "")) + "\r\n";
        Manifest manifest = root(json);

        assertThat(manifest.bytes()).asString(UTF_8).isEqualTo(json);
        assertThat(manifest.size()).isEqualTo(json.length());
        assertThat(manifest.digest()).isEqualTo(digest(json));
        assertThat(manifest.matches(digest(json))).isTrue();
        assertThat(manifest.matches(digest(json.strip()))).isFalse();
    }

    @Test
    void isNotChangedThroughItsBytes() {
        byte[] given = image().getBytes(UTF_8);
        Manifest manifest = Manifest.of(given, "");
        given[0] = 'x';
        manifest.bytes()[1] = 'y';

        assertThat(manifest.bytes()).asString(UTF_8).isEqualTo(image());
    }

    @Test
    void matchesASha512() {
        Digest sha512 = new Digest("sha512", "0".repeat(128));
        Manifest manifest = root(image());

        assertThat(manifest.matches(sha512.again(manifest.bytes()))).isTrue();
        assertThat(manifest.matches(sha512)).isFalse();
        assertThatThrownBy(() -> manifest.named(sha512)).isInstanceOf(InvalidManifestException.class);
    }

    @Test
    void namesConfigAndLayersOnceInOrder() {
        Manifest manifest = root(image(blob(LAYER, B, ""), blob(LAYER, digest("c"), ""), blob(LAYER, B, "")));

        assertThat(manifest.isIndex()).isFalse();
        assertThat(manifest.children()).isEmpty();
        assertThat(manifest.config()).map(Descriptor::digest).contains(A);
        assertThat(manifest.blobs()).extracting(Descriptor::digest).containsExactly(A, B, digest("c"));
        assertThat(manifest.blobs()).extracting(Descriptor::size).containsExactly(3L, 12L, 12L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOREIGN,
                "application/vnd.oci.image.layer.nondistributable.v1.tar",
                "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd"
            })
    void leavesForeignLayersOut(String mediaType) {
        Manifest manifest = root(image(
                blob(mediaType, B, ",\"urls\":[\"https://go.microsoft.com/x\"]"),
                blob(mediaType, digest("without urls"), ""),
                blob(LAYER, digest("no foreign type"), ",\"urls\":[\"https://x\"]")));

        assertThat(manifest.blobs())
                .extracting(Descriptor::digest)
                .containsExactly(A, digest("without urls"), digest("no foreign type"));
    }

    @Test
    void readsAnIndexInOrder() {
        Manifest manifest = root(
                index(
                        entry("windows/amd64"),
                        entry(
                                MediaTypes.OCI_MANIFEST,
                                B,
                                ",\"annotations\":{\"k\":\"v\"},\"platform\":{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"}")));

        assertThat(manifest.isIndex()).isTrue();
        assertThat(manifest.blobs()).isEmpty();
        assertThat(manifest.config()).isEmpty();
        assertThat(manifest.children())
                .hasSize(2)
                .last()
                .isEqualTo(new Descriptor(
                        MediaTypes.OCI_MANIFEST,
                        B,
                        7,
                        Optional.of(new Platform("linux", "arm", "v7")),
                        Map.of("k", "v"),
                        List.of()));
        assertThat(manifest.children().get(1).platform())
                .map(Platform::toString)
                .contains("linux/arm/v7");
    }

    @Test
    void namesTheBlobsOfAnArtifact() {
        Manifest manifest = root("""
                {"mediaType":"%s","blobs":[%s]}""".formatted(MediaTypes.OCI_ARTIFACT, blob("text/plain; charset=utf-8", B, "")));

        assertThat(manifest.blobs()).extracting(Descriptor::digest).containsExactly(B);
    }

    @Test
    void ignoresMembersThatAreNoPartOfAnImage() {
        assertThat(root(image().replace("\"layers\"", "\"blobs\":[\"own\"],\"layers\""))
                        .blobs())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.v2+json",
        "' application/vnd.docker.distribution.manifest.v2+json ; charset=utf-8', application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.example+json, application/vnd.example+json",
        "'', application/vnd.oci.image.manifest.v1+json",
        "application/json; charset=utf-8, application/vnd.oci.image.manifest.v1+json",
        "application/octet-stream, application/vnd.oci.image.manifest.v1+json",
        "text/plain, application/vnd.oci.image.manifest.v1+json",
    })
    void takesTheContentTypeUnlessItSaysNothing(String contentType, String mediaType) {
        assertThat(Manifest.of(image().getBytes(UTF_8), contentType).mediaType())
                .isEqualTo(mediaType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"manifests\":[]} | application/vnd.oci.image.index.v1+json",
                "{\"layers\":[]} | application/vnd.oci.image.manifest.v1+json",
                "{\"fsLayers\":[]} | application/vnd.docker.distribution.manifest.v1+json",
            })
    void takesTheShapeWhenNothingElseSaysWhatItIs(String json, String mediaType) {
        assertThat(root(json).mediaType()).isEqualTo(mediaType);
    }

    @Test
    void tellsADockerImageByItsConfig() {
        String json = image().replace("\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",", "")
                .replace(MediaTypes.OCI_CONFIG, MediaTypes.DOCKER_CONFIG);

        assertThat(root(json).mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    }

    @Test
    void namesTheBlobsOfSchema1() {
        String json = """
                {"schemaVersion":1,"fsLayers":[{"blobSum":"%s"},{"blobSum":"%s"},{"blobSum":"%s"}]}""".formatted(A, B, A);
        Manifest manifest = root(json);

        assertThat(manifest.blobs()).extracting(Descriptor::digest).containsExactly(A, B);
        assertThat(manifest.blobs()).extracting(Descriptor::size).containsOnly(-1L);
        assertThat(manifest.config()).isEmpty();
        assertThat(manifest.digest()).isEqualTo(digest(json));
    }

    @Test
    void takesTheDigestOfASignedSchema1FromItsPayload() {
        String payload = "{\n   \"schemaVersion\": 1,\n   \"fsLayers\": [{\"blobSum\": \"%s\"}]\n}".formatted(A);
        String signed = signed(payload, payload.length() - 2, "\n}");
        Manifest manifest = root(signed);

        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.DOCKER_SCHEMA_1_SIGNED);
        assertThat(manifest.digest()).isEqualTo(digest(payload));
        assertThat(manifest.matches(digest(payload))).isTrue();
        assertThat(manifest.matches(digest(signed))).isFalse();
        assertThat(manifest.matches(new Digest("sha512", "0".repeat(128)).again(payload.getBytes(UTF_8))))
                .isTrue();
        assertThat(manifest.bytes()).asString(UTF_8).isEqualTo(signed);
        assertThat(manifest.blobs()).extracting(Descriptor::digest).containsExactly(A);
    }

    @Test
    void doesNotBelieveWhatASignedSchema1SaysBehindItsPayload() {
        String payload = "{\"schemaVersion\":1,\"name\":\"x\"}";
        String signed = signed(payload, payload.length() - 1, "}")
                .replace(",\"signatures\"", ",\"fsLayers\":[{\"blobSum\":\"" + A + "\"}],\"signatures\"");

        assertThatThrownBy(() -> root(signed)).isInstanceOf(InvalidManifestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{}]",
                "[{\"protected\":\"%%\"}]",
                "[{\"protected\":\"bnVsbA\"}]",
                "[{\"protected\":\"e30\"}]",
                "[5]",
                "{}",
                "[{\"protected\":5}]"
            })
    void refusesSignaturesThatCoverNothing(String signatures) {
        assertThatThrownBy(() -> root("{\"schemaVersion\":1,\"fsLayers\":[],\"signatures\":" + signatures + "}"))
                .isInstanceOf(InvalidManifestException.class);
    }

    @ParameterizedTest
    @CsvSource({"99999, ''", "-1, ''", "1.5, ''", "9223372036854775807, ''", "99999999999999999999, ''"})
    void refusesAPayloadThatIsLongerThanTheManifest(String length, String tail) {
        assertThatThrownBy(() -> root(signed("{\"fsLayers\":[]}", 14, tail)
                        .replace(protectedHeader("14", tail), protectedHeader(length, tail))))
                .isInstanceOf(InvalidManifestException.class);
    }

    /** The payload with signatures put in at this length, as Docker's libtrust does. */
    private static String signed(String payload, int length, String tail) {
        return payload.substring(0, length)
                + ",\"signatures\":[{\"header\":{\"alg\":\"ES256\"},\"signature\":\"c2ln\",\"protected\":\""
                + protectedHeader(Integer.toString(length), tail) + "\"}]}";
    }

    private static String protectedHeader(String length, String tail) {
        String header = "{\"formatLength\":%s,\"formatTail\":\"%s\",\"time\":\"2015-09-01T00:00:00Z\"}"
                .formatted(length, base64(tail));
        return base64(header);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String image(String... layers) {
        return """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":3},"layers":[%s]}""".formatted(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_CONFIG, A, String.join(",", layers));
    }

    private static String blob(String mediaType, Digest digest, String more) {
        return """
                {"mediaType":"%s","digest":"%s","size":12%s}""".formatted(mediaType, digest, more);
    }
}
