package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.INDEX;
import static dev.dromedary.embedded.RegistryFixture.MANIFEST;
import static dev.dromedary.embedded.RegistryFixture.error;
import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.json;
import static dev.dromedary.embedded.RegistryFixture.text;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest extends EmbeddedRegistryFixture {
    @Test
    void listsTagsInAsciiOrder() throws Exception {
        for (String tag : List.of("v2", "v10", "V1", "_x", "1.0")) {
            wire.pushImage("a/b", tag, "content");
        }
        HttpResponse<byte[]> response = wire.send("GET", "/v2/a/b/tags/list");
        assertThat(text(response)).isEqualTo("{\"name\":\"a/b\",\"tags\":[\"1.0\",\"V1\",\"_x\",\"v10\",\"v2\"]}");
        assertThat(header(response, "Link")).isEmpty();
    }

    @Test
    void pagesThroughTagsByLinks() throws Exception {
        for (String tag : List.of("a", "b", "c", "d", "e")) {
            wire.pushImage("r", tag, "content");
        }
        HttpResponse<byte[]> first = wire.send("GET", "/v2/r/tags/list?n=2");
        assertThat(header(first, "Link")).isEqualTo("</v2/r/tags/list?n=2&last=b>; rel=\"next\"");
        assertThat(tags(first)).containsExactly("a", "b");
        HttpResponse<byte[]> second = wire.send("GET", "/v2/r/tags/list?n=2&last=b");
        assertThat(tags(second)).containsExactly("c", "d");
        assertThat(header(second, "Link")).isEqualTo("</v2/r/tags/list?n=2&last=d>; rel=\"next\"");
        HttpResponse<byte[]> third = wire.send("GET", "/v2/r/tags/list?n=2&last=d");
        assertThat(tags(third)).containsExactly("e");
        assertThat(header(third, "Link")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"n=3|a b c", "n=99|a b c", "n=0|''", "last=a|b c", "last=aa|b c", "last=c|''", "n=1&last=b|c"})
    void endsAPageWithoutALinkWhenNothingFollows(String query, String expected) throws Exception {
        for (String tag : List.of("a", "b", "c")) {
            wire.pushImage("r", tag, "content");
        }
        HttpResponse<byte[]> response = wire.send("GET", "/v2/r/tags/list?" + query);
        assertThat(String.join(" ", tags(response))).isEqualTo(expected);
        assertThat(header(response, "Link")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=-1", "n=x", "n=", "n=99999999999"})
    void refusesACountThatIsNone(String query) throws Exception {
        wire.pushImage("r", "a", "content");
        assertThat(wire.send("GET", "/v2/r/tags/list?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void tellsAnEmptyRepositoryFromOneThatIsNot() throws Exception {
        assertThat(error(wire.send("GET", "/v2/r/tags/list"))).isEqualTo("404 NAME_UNKNOWN");
        wire.pushImage("r", "a", "content");
        wire.send("DELETE", "/v2/r/manifests/a");
        assertThat(text(wire.send("GET", "/v2/r/tags/list"))).isEqualTo("{\"name\":\"r\",\"tags\":[]}");
        wire.pushImage("x/y", "a", "content");
        assertThat(error(wire.send("GET", "/v2/x/tags/list"))).isEqualTo("404 NAME_UNKNOWN");
    }

    @Test
    void listsReferrersOfAManifestPushedBeforeAndAfterIt() throws Exception {
        Digest subject = Digest.sha256(
                utf8(RegistryFixture.image(Digest.sha256(utf8("config of content")), Digest.sha256(utf8("content")))));
        Digest early = pushReferrer(MANIFEST, subject, "\"config\": {%s}", "first");
        assertThat(wire.pushImage("r", "v1", "content")).isEqualTo(subject);
        Digest late = pushReferrer(MANIFEST, subject, "\"config\": {%s}, \"artifactType\": \"b/own\"", "second");
        Digest index = pushReferrer(INDEX, subject, "\"manifests\": [], \"artifactType\": \"c/index\"", "third");

        HttpResponse<byte[]> response = wire.send("GET", "/v2/r/referrers/" + subject);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(INDEX);
        assertThat(header(response, "OCI-Filters-Applied")).isEmpty();
        JsonNode answer = json(response);
        assertThat(answer.path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(answer.path("mediaType").asText()).isEqualTo(INDEX);
        assertThat(answer.path("manifests"))
                .extracting(descriptor -> descriptor.path("digest").asText()
                        + " "
                        + descriptor.path("mediaType").asText()
                        + " "
                        + descriptor.path("artifactType").asText()
                        + " "
                        + descriptor.path("annotations").path("name").asText())
                .containsExactlyInAnyOrder(
                        early + " " + MANIFEST + " a/config first",
                        late + " " + MANIFEST + " b/own second",
                        index + " " + INDEX + " c/index third");
        assertThat(answer.path("manifests"))
                .allSatisfy(descriptor ->
                        assertThat(descriptor.path("size").asInt()).isGreaterThan(100));
    }

    @Test
    void filtersReferrersByTheirArtifactType() throws Exception {
        Digest subject = Digest.sha256(utf8("never pushed"));
        pushReferrer(MANIFEST, subject, "\"config\": {%s}", "first");
        Digest wanted = pushReferrer(MANIFEST, subject, "\"config\": {%s}, \"artifactType\": \"b/own+x\"", "second");
        HttpResponse<byte[]> response = wire.send("GET", "/v2/r/referrers/" + subject + "?artifactType=b%2Fown%2Bx");
        assertThat(header(response, "OCI-Filters-Applied")).isEqualTo("artifactType");
        assertThat(json(response).path("manifests"))
                .extracting(descriptor -> descriptor.path("digest").asText())
                .containsExactly(wanted.toString());
    }

    @Test
    void namesTheSubjectOfAManifestThatIsPut() throws Exception {
        Digest subject = Digest.sha256(utf8("never pushed"));
        String manifest = "{\"manifests\": [], \"subject\": {\"digest\": \"" + subject + "\"}}";
        assertThat(header(wire.putManifest("r", "x", INDEX, manifest), "OCI-Subject"))
                .isEqualTo(subject.toString());
        assertThat(error(wire.putManifest("r", "x", INDEX, manifest.replace("sha256:", "sha256:z"))))
                .isEqualTo("400 MANIFEST_INVALID");
    }

    @Test
    void forgetsAReferrerThatIsDeleted() throws Exception {
        Digest subject = Digest.sha256(utf8("never pushed"));
        Digest referrer = pushReferrer(MANIFEST, subject, "\"config\": {%s}", "first");
        assertThat(wire.send("DELETE", "/v2/r/manifests/" + referrer).statusCode())
                .isEqualTo(202);
        assertThat(json(wire.send("GET", "/v2/r/referrers/" + subject)).path("manifests"))
                .isEmpty();
    }

    @Test
    void answersAnEmptyIndexWhereNothingRefers() throws Exception {
        String path = "/v2/never/seen/referrers/sha256:" + "0".repeat(64);
        HttpResponse<byte[]> response = wire.send("GET", path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(INDEX);
        assertThat(json(response).path("manifests").isArray()).isTrue();
        assertThat(json(response).path("manifests")).isEmpty();
        assertThat(error(wire.send("GET", "/v2/r/referrers/sha256:wrong"))).isEqualTo("400 DIGEST_INVALID");
    }

    /** Puts a manifest with a subject by its digest; {@code %s} stands for the members of its config's descriptor. */
    private Digest pushReferrer(String mediaType, Digest subject, String members, String name)
            throws IOException, InterruptedException {
        Digest config = wire.pushBlob("r", "{}");
        String manifest = "{\"schemaVersion\": 2, \"mediaType\": \"" + mediaType + "\", "
                + members.formatted("\"mediaType\": \"a/config\", \"size\": 2, \"digest\": \"" + config + "\"")
                + ", \"subject\": {\"digest\": \"" + subject + "\"}, \"annotations\": {\"name\": \"" + name + "\"}}";
        Digest digest = Digest.sha256(utf8(manifest));
        HttpResponse<byte[]> response = wire.putManifest("r", digest, mediaType, manifest);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "OCI-Subject")).isEqualTo(subject.toString());
        return digest;
    }

    private static List<String> tags(HttpResponse<byte[]> response) throws IOException {
        List<String> tags = new ArrayList<>();
        json(response).path("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }
}
