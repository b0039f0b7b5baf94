package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.attestation;
import static dev.dromedary.image.FakeManifestSource.digest;
import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.index;
import static dev.dromedary.image.FakeManifestSource.root;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileManifestTest {

    private static final String LAYER = "{\"mediaType\":\"x\",\"digest\":\"" + digest("a") + "\",\"size\":";

    static Stream<String> noManifests() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "5",
                "\"text\"",
                "{}",
                "{\"errors\":[]}",
                "<html>",
                "{\"manifests\":[]} trailing",
                "{\"manifests\":[]}{}",
                "{\"manifests\":[],\"manifests\":[]}",
                "{\"manifests\":{}}",
                "{\"manifests\":[null]}",
                "{\"manifests\":[[]]}",
                "{\"manifests\":[{}]}");
    }

    static Stream<String> wrongMembers() {
        return Stream.of(
                "{\"manifests\":[" + LAYER + "1}],\"config\":{}}",
                "{\"manifests\":[],\"fsLayers\":[]}",
                "{\"mediaType\":5,\"manifests\":[]}",
                "{\"mediaType\":\"a\\r\\nHost: b\",\"manifests\":[]}",
                "{\"layers\":[" + LAYER + "-1}]}",
                "{\"layers\":[" + LAYER + "1.0}]}",
                "{\"layers\":[" + LAYER + "1e3}]}",
                "{\"layers\":[" + LAYER + "\"1\"}]}",
                "{\"layers\":[" + LAYER + "null}]}",
                "{\"layers\":[" + LAYER + "9223372036854775808}]}",
                "{\"layers\":[" + LAYER + "1,\"urls\":[5]}]}",
                "{\"layers\":[" + LAYER + "1,\"urls\":\"x\"}]}",
                "{\"layers\":[" + LAYER + "1,\"annotations\":[]}]}",
                "{\"layers\":[" + LAYER + "1,\"annotations\":{\"a\":{}}}]}",
                "{\"manifests\":[" + LAYER + "1,\"platform\":\"linux\"}]}",
                "{\"manifests\":[" + LAYER + "1,\"platform\":{\"os\":1}}]}",
                "{\"layers\":[{\"digest\":\"md5:00\",\"size\":1}]}",
                "{\"layers\":[{\"digest\":\"sha256:" + "A".repeat(64) + "\",\"size\":1}]}",
                "{\"layers\":[{\"digest\":5,\"size\":1}]}",
                "{\"config\":[]}",
                "{\"fsLayers\":[{}]}");
    }

    static Stream<String> excessive() {
        return Stream.of(
                "{\"fsLayers\":[],\"own\":1e99999999999}",
                "{\"manifests\":[],\"own\":" + "[".repeat(200) + "]".repeat(200) + "}",
                "{\"own\":" + "[".repeat(2_000_000),
                "{\"own\":" + "{\"a\":".repeat(500_000),
                "{\"own\":" + "9".repeat(100_000) + ",\"manifests\":[]}",
                "{\"" + "n".repeat(100_000) + "\":1,\"manifests\":[]}");
    }

    @ParameterizedTest
    @MethodSource({"noManifests", "wrongMembers", "excessive"})
    void isRefusedWithOneLine(String json) {
        InvalidManifestException refusal = catchThrowableOfType(InvalidManifestException.class, () -> root(json));

        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage())
                .hasSizeLessThanOrEqualTo(300)
                .doesNotMatch("(?s).*\\p{Cntrl}.*")
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oci.image.manifest.v1+json, '{\"manifests\":[]}'",
        "application/vnd.docker.distribution.manifest.v1+json, '{\"manifests\":[]}'",
        "application/vnd.oci.image.index.v1+json, '{\"layers\":[]}'",
        "application/vnd.docker.distribution.manifest.list.v2+json, '{}'",
        "application/vnd.docker.distribution.manifest.v2+json, '{\"fsLayers\":[]}'",
        "application/vnd.docker.distribution.manifest.v1+prettyjws, '{\"layers\":[]}'",
    })
    void isNotWhatItsTypeSays(String contentType, String json) {
        assertThatThrownBy(() -> Manifest.of(json.getBytes(UTF_8), contentType))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining(contentType);
    }

    @Test
    void saysWhereAndWhat() {
        assertThatThrownBy(() -> root("{\"manifests\":[" + entry("linux/amd64") + ",{\"digest\":\"a\\nb\"}]}"))
                .hasMessage("manifests[1].digest \"a\\x0ab\": expected sha256:<64 hex> or sha512:<128 hex>");
    }

    @Test
    void saysWhatWasExpectedOfALongValue() {
        assertThatThrownBy(() -> root("{\"layers\":[{\"digest\":\"" + "d".repeat(1_000_000) + "\"}]}"))
                .hasMessageContaining("ddd…\": expected sha256:<64 hex>");
    }

    @Test
    void isRefusedBeyondFourMebibytes() {
        byte[] large = ("{\"manifests\":[]}" + " ".repeat(Manifest.LARGEST)).getBytes(UTF_8);

        assertThatThrownBy(() -> Manifest.of(large, ""))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessage("manifest: expected at most 4194304 bytes, found 4194320");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1E-400", "1e999999999", "0.1000", "-0.0", "123456789012345678901234567890.5"})
    void keepsTheValueOfAnOddNumber(String number) throws IOException {
        String json = index(entry("linux/s390x"), entry("linux/amd64"))
                .replace("{\"schema", "{\"own\":" + number + ",\"schema");

        Selected.Index selected =
                (Selected.Index) new PlatformFilter(PlatformSelection.of("amd64", "linux"), new KnownPlatforms())
                        .select(root(json), new FakeManifestSource())
                        .orElseThrow();

        String written = new String(selected.manifest().bytes(), UTF_8);
        assertThat(new BigDecimal(written.replaceFirst("\\{\"own\":([^,]*),.*", "$1")))
                .isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\ude00", "\\u2028", "\\u0000", "\\ud800", "\\udc00x"})
    void keepsEveryEscape(String escape) throws IOException {
        String json = index(entry("linux/s390x"), entry("linux/amd64"))
                .replace("{\"schema", "{\"own\":\"" + escape + "\",\"schema");

        Selected.Index selected =
                (Selected.Index) new PlatformFilter(PlatformSelection.of("amd64", "linux"), new KnownPlatforms())
                        .select(root(json), new FakeManifestSource())
                        .orElseThrow();

        assertThat(ManifestJson.manifest(selected.manifest().bytes()).text("own"))
                .isEqualTo(ManifestJson.manifest(json.getBytes(UTF_8)).text("own"));
    }

    /** Anything but a refusal or an answer fails the test by itself. */
    @Test
    void isRefusedOrReadWhateverIsChangedInIt() throws IOException {
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            refused += isRefused(changed(random)) ? 1 : 0;
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }

    private static boolean isRefused(String json) throws IOException {
        FakeManifestSource source = new FakeManifestSource();
        try {
            new PlatformFilter(PlatformSelection.of("amd64", "linux"), new KnownPlatforms()).select(root(json), source);
            return false;
        } catch (InvalidManifestException | FileNotFoundException e) {
            return true;
        }
    }

    private static String changed(Random random) {
        String json = index(entry("linux/amd64"), attestation("a", "b"), entry("linux/arm/v7"));
        List<String> pieces =
                List.of("null", "5", "{", "}", "[", "]", "\"", "1e9", ",", ":", "{}", "[]", "\\", "\u0000");
        int from = random.nextInt(json.length());
        int to = Math.min(json.length(), from + random.nextInt(20));
        return json.substring(0, from) + pieces.get(random.nextInt(pieces.size())) + json.substring(to);
    }
}
