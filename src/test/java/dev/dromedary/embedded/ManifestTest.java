package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.INDEX;
import static dev.dromedary.embedded.RegistryFixture.MANIFEST;
import static dev.dromedary.embedded.RegistryFixture.error;
import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.image;
import static dev.dromedary.embedded.RegistryFixture.location;
import static dev.dromedary.embedded.RegistryFixture.text;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest extends EmbeddedRegistryFixture {
    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";
    private static final String SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    private static final Digest ABSENT = new Digest("sha256", "0".repeat(64));

    private Digest blob;

    @BeforeEach
    void pushBlob() throws IOException, InterruptedException {
        blob = wire.pushBlob("a", "blob");
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<byte[]> answer) {
        Map<String, List<String>> headers = new HashMap<>(answer.headers().map());
        assertThat(headers.remove("date")).isNotNull();
        return headers;
    }

    @Test
    void servesByTagAndDigestTheBytesThatWerePut() throws Exception {
        String manifest = image(blob, blob);
        Digest digest = Digest.sha256(utf8(manifest));
        HttpResponse<byte[]> put = wire.putManifest("a", "v1", MANIFEST, manifest);
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(location(put)).isEqualTo("/v2/a/manifests/" + digest);
        assertThat(header(put, "Docker-Content-Digest")).isEqualTo(digest.toString());

        for (Object reference : new Object[] {"v1", digest}) {
            HttpResponse<byte[]> got = wire.send("GET", "/v2/a/manifests/" + reference, "Accept", MANIFEST);
            assertThat(text(got)).isEqualTo(manifest);
            assertThat(header(got, "Content-Type")).isEqualTo(MANIFEST);
            assertThat(header(got, "Docker-Content-Digest")).isEqualTo(digest.toString());
            HttpResponse<byte[]> head = wire.send("HEAD", "/v2/a/manifests/" + reference);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(withoutDate(head)).isEqualTo(withoutDate(got));
        }
    }

    @Test
    void takesAManifestByItsDigest() throws Exception {
        String manifest = image(blob, blob);
        Digest sha512 = new Digest("sha512", "0".repeat(128)).again(utf8(manifest));
        assertThat(wire.putManifest("a", sha512, MANIFEST, manifest).statusCode())
                .isEqualTo(201);
        assertThat(text(wire.send("GET", "/v2/a/manifests/" + sha512))).isEqualTo(manifest);
        assertThat(error(wire.putManifest("a", ABSENT, MANIFEST, manifest))).isEqualTo("400 DIGEST_INVALID");
        assertThat(error(wire.putManifest("a", "sha256:totallywrong", MANIFEST, manifest)))
                .isEqualTo("400 DIGEST_INVALID");
    }

    @Test
    void movesATag() throws Exception {
        Digest first = wire.pushImage("a", "latest", "first");
        Digest second = wire.pushImage("a", "latest", "second");
        assertThat(header(wire.send("HEAD", "/v2/a/manifests/latest"), "Docker-Content-Digest"))
                .isEqualTo(second.toString());
        assertThat(wire.send("HEAD", "/v2/a/manifests/" + first).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", ".INVALID_MANIFEST_NAME", "sha256:%s"})
    void doesNotFindAnUnknownManifest(String reference) throws Exception {
        String path = "/v2/a/manifests/" + reference.formatted("0".repeat(64));
        assertThat(error(wire.send("GET", path))).isEqualTo("404 MANIFEST_UNKNOWN");
        assertThat(wire.send("HEAD", path).statusCode()).isEqualTo(404);
        assertThat(error(wire.send("DELETE", path))).isEqualTo("404 MANIFEST_UNKNOWN");
    }

    @Test
    void refusesAMalformedDigestAndTag() throws Exception {
        assertThat(error(wire.send("GET", "/v2/a/manifests/sha256:baddigeststring")))
                .isEqualTo("400 DIGEST_INVALID");
        assertThat(error(wire.putManifest("a", "-no-tag", MANIFEST, image(blob, blob))))
                .isEqualTo("400 MANIFEST_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blablabla",
                "",
                "[]",
                "\"{}\"",
                "{} {}",
                "{\"schemaVersion\":2",
                "{\"config\":{\"digest\":\"x\"}}"
            })
    void refusesWhatIsNoManifest(String body) throws Exception {
        assertThat(error(wire.putManifest("a", "v1", MANIFEST, body))).isEqualTo("400 MANIFEST_INVALID");
        assertThat(wire.send("GET", "/v2/a/manifests/v1").statusCode()).isEqualTo(404);
    }

    @Test
    void takesTheMediaTypeFromTheManifestWhenTheRequestHasNone() throws Exception {
        wire.send("PUT", "/v2/a/manifests/v1", utf8(image(blob, blob)));
        assertThat(header(wire.send("HEAD", "/v2/a/manifests/v1"), "Content-Type"))
                .isEqualTo(MANIFEST);
        assertThat(error(wire.send("PUT", "/v2/a/manifests/v1", utf8("{\"schemaVersion\": 2}"))))
                .isEqualTo("400 MANIFEST_INVALID");
        assertThat(error(wire.putManifest("a", "v1", INDEX, image(blob, blob)))).isEqualTo("400 MANIFEST_INVALID");
        assertThat(error(wire.send("PUT", "/v2/a/manifests/v1", utf8("{\"mediaType\": \"a/b\\nc\"}"))))
                .isEqualTo("400 MANIFEST_INVALID");
    }

    @Test
    void refusesAManifestWhosePartsAreMissing() throws Exception {
        assertThat(error(wire.putManifest("a", "v1", MANIFEST, image(ABSENT, blob))))
                .isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
        assertThat(error(wire.putManifest("a", "v1", MANIFEST, image(blob, ABSENT))))
                .isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
        assertThat(error(wire.putManifest("b", "v1", MANIFEST, image(blob, blob))))
                .isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
        assertThat(error(wire.putManifest("a", "v1", INDEX, index(ABSENT)))).isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
        assertThat(wire.send("GET", "/v2/a/manifests/v1").statusCode()).isEqualTo(404);
    }

    @Test
    void takesAnIndexOfPushedManifestsAndAnIndexOfThat() throws Exception {
        String inner = index(wire.pushImage("a", "v1", "content"));
        assertThat(wire.putManifest("a", "inner", INDEX, inner).statusCode()).isEqualTo(201);
        String outer = index(Digest.sha256(utf8(inner)));
        assertThat(wire.putManifest("a", "outer", INDEX, outer).statusCode()).isEqualTo(201);
        assertThat(wire.putManifest("a", "empty", INDEX, "{\"schemaVersion\": 2, \"manifests\": []}")
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mediaType\": \"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip\"",
                "\"mediaType\": \"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\"",
                "\"mediaType\": \"application/vnd.oci.image.layer.v1.tar\", \"urls\": [\"https://example.com/layer\"]"
            })
    void doesNotAskForLayersThatAreElsewhere(String layer) throws Exception {
        String manifest = "{\"config\": {\"digest\": \"%s\"}, \"layers\": [{%s, \"digest\": \"%s\"}]}";
        assertThat(wire.putManifest("a", "v1", MANIFEST, manifest.formatted(blob, layer, ABSENT))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void takesFourMebibytesAndNoMore() throws Exception {
        String manifest = image(blob, blob);
        String large = manifest + " ".repeat(4 * 1024 * 1024 - manifest.length());
        assertThat(wire.putManifest("a", "v1", MANIFEST, large).statusCode()).isEqualTo(201);
        assertThat(wire.putManifest("a", "v2", MANIFEST, large + " ").statusCode())
                .isEqualTo(413);
        assertThat(wire.send("GET", "/v2/a/manifests/v1").body()).hasSize(4 * 1024 * 1024);
    }

    @Test
    void storesSchema1UnderTheDigestOfWhatWasSigned() throws Exception {
        String payload = "{\n   \"schemaVersion\": 1,\n   \"fsLayers\": [{\"blobSum\": \"" + blob + "\"}]\n}";
        String signed = signed(payload);
        HttpResponse<byte[]> put = wire.putManifest("a", "old", SIGNED, signed);
        assertThat(header(put, "Docker-Content-Digest"))
                .isEqualTo(Digest.sha256(utf8(payload)).toString());
        HttpResponse<byte[]> got = wire.send("GET", "/v2/a/manifests/" + Digest.sha256(utf8(payload)));
        assertThat(text(got)).isEqualTo(signed);
        assertThat(header(got, "Content-Type")).isEqualTo(SIGNED);
    }

    @Test
    void storesUnsignedSchema1UnderTheDigestOfItsBytes() throws Exception {
        String manifest = "{\"schemaVersion\": 1, \"fsLayers\": [{\"blobSum\": \"" + blob + "\"}]}";
        HttpResponse<byte[]> put = wire.send("PUT", "/v2/a/manifests/old", utf8(manifest));
        assertThat(header(put, "Docker-Content-Digest"))
                .isEqualTo(Digest.sha256(utf8(manifest)).toString());
        assertThat(header(wire.send("HEAD", "/v2/a/manifests/old"), "Content-Type"))
                .isEqualTo(SCHEMA_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"protected\": \"***\"}", "{\"protected\": \"eyJmb3JtYXRMZW5ndGgiOjk5OTk5OX0\"}"})
    void refusesASignatureThatDoesNotFit(String signature) throws Exception {
        String manifest = "{\"schemaVersion\": 1, \"signatures\": [" + signature + "]}";
        assertThat(error(wire.putManifest("a", "old", SIGNED, manifest))).isEqualTo("400 MANIFEST_INVALID");
    }

    @Test
    void deletesByTagTheTagAlone() throws Exception {
        Digest digest = wire.pushImage("a", "v1", "content");
        wire.pushImage("a", "v2", "content");
        assertThat(wire.send("DELETE", "/v2/a/manifests/v1").statusCode()).isEqualTo(202);
        assertThat(wire.send("GET", "/v2/a/manifests/v1").statusCode()).isEqualTo(404);
        assertThat(wire.send("GET", "/v2/a/manifests/v2").statusCode()).isEqualTo(200);
        assertThat(wire.send("GET", "/v2/a/manifests/" + digest).statusCode()).isEqualTo(200);
    }

    @Test
    void deletesByDigestTheManifestAndItsTags() throws Exception {
        Digest digest = wire.pushImage("a", "v1", "content");
        wire.pushImage("a", "v2", "content");
        Digest other = wire.pushImage("a", "v3", "other");
        assertThat(wire.send("DELETE", "/v2/a/manifests/" + digest).statusCode())
                .isEqualTo(202);
        for (Object gone : new Object[] {"v1", "v2", digest}) {
            assertThat(error(wire.send("GET", "/v2/a/manifests/" + gone))).isEqualTo("404 MANIFEST_UNKNOWN");
        }
        assertThat(wire.send("GET", "/v2/a/manifests/" + other).statusCode()).isEqualTo(200);
        assertThat(text(wire.send("GET", "/v2/a/tags/list"))).isEqualTo("{\"name\":\"a\",\"tags\":[\"v3\"]}");
    }

    private static String index(Digest child) {
        return "{\"schemaVersion\": 2, \"manifests\": [{\"mediaType\": \"" + MANIFEST + "\", \"digest\": \"" + child
                + "\", \"size\": 1}]}";
    }

    /** Puts a signature between the last member of a document and its closing brace, as docker did. */
    private static String signed(String payload) {
        int end = payload.lastIndexOf('\n');
        String header = "{\"formatLength\":" + end + ",\"formatTail\":\"" + base64(payload.substring(end)) + "\"}";
        return payload.substring(0, end) + ",\n   \"signatures\": [{\"protected\": \"" + base64(header) + "\"}]\n}";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
