package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.witness.RegistryApi;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source can do wrong: the reason says what and names the source, and no tag appears at the destination. */
class SourceFaultTest extends FreshCopyFixture {
    private static final String LAYER = Digest.sha256(Sample.bytes(1, 500)).toString();
    private static final Fault BLOB_GET = Fault.on("GET", "/v2/team/app/blobs/" + LAYER);
    private static final String TAG = "/v2/team/app/manifests/v1";

    private Digest digest;

    @BeforeEach
    void pushImage() {
        digest = sample.tagged("v1", 1);
    }

    static Stream<Arguments> wrongBytes() {
        return Stream.of(
                arguments(
                        BLOB_GET.corruptByte(17),
                        "blob " + LAYER + " of SOURCE does not have the bytes that its digest names"),
                arguments(
                        BLOB_GET.corruptByte(499),
                        "blob " + LAYER + " of SOURCE does not have the bytes that its digest names"),
                arguments(BLOB_GET.truncate(300), "blob " + LAYER + " of SOURCE has 300 bytes: expected 500"),
                arguments(BLOB_GET.truncate(0), "blob " + LAYER + " of SOURCE has 0 bytes: expected 500"),
                arguments(
                        BLOB_GET.header("Content-Length", "501"),
                        "blob " + LAYER + " of SOURCE has 501 bytes: expected 500"),
                arguments(
                        BLOB_GET.header("Content-Length", null).status(200, Map.of(), "x".repeat(501)),
                        "blob " + LAYER + " of SOURCE has more than the 500 bytes that were announced"));
    }

    @ParameterizedTest
    @MethodSource("wrongBytes")
    void tellsWhatIsWrongWithABlob(Fault fault, String reason) {
        copies.source.inject(fault.always());

        assertFailure(copies.failure("v1"), reason);
        assertThat(copies.hasBlob(Digest.of(LAYER))).isFalse();
        copies.mend();
        assertThat(copies.copy("v1")).extracting("digest").isEqualTo(digest);
    }

    static Stream<Arguments> wrongManifests() {
        Fault get = Fault.on("GET", TAG);
        return Stream.of(
                arguments(get.corruptByte(2), "manifest of SOURCE/team/app:v1"),
                arguments(get.truncate(100), "manifest of SOURCE/team/app:v1: "),
                arguments(get.cutAfter(100), "cannot read SOURCE/team/app:v1: Premature end"),
                arguments(get.reset(), "cannot ask SOURCE: "),
                arguments(get.status(200, Map.of(), "<html>"), "manifest of SOURCE/team/app:v1: "),
                arguments(get.status(200, Map.of(), ""), "manifest of SOURCE/team/app:v1: "),
                arguments(
                        get.header("Docker-Content-Digest", "sha256:" + "0".repeat(64)),
                        "manifest of SOURCE/team/app:v1 has digest sha256:"),
                arguments(
                        get.status(429, Map.of("Retry-After", "0"), error("TOOMANYREQUESTS", "slow down")),
                        "cannot read SOURCE/team/app:v1 (429 TOOMANYREQUESTS: slow down)"),
                arguments(
                        get.status(401, Map.of("WWW-Authenticate", "Bearer realm=\"https://auth.invalid\""), ""),
                        "cannot get a token for SOURCE from auth.invalid: unknown host auth.invalid"),
                arguments(get.status(500, Map.of(), ""), "cannot read SOURCE/team/app:v1 (500)"));
    }

    @ParameterizedTest
    @MethodSource("wrongManifests")
    void tellsWhatIsWrongWithAManifest(Fault fault, String reason) {
        copies.source.inject(fault.always());

        assertFailure(copies.failure("v1"), reason);
        assertThat(copies.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "sha256-0"})
    void saysThatATagIsNotAtTheSource(String tag) {
        assertThat(copies.failure(tag).reason())
                .isEqualTo(copies.from(tag) + ": not found at the source (404 MANIFEST_UNKNOWN)");
    }

    @Test
    void refusesBytesThatAreNotTheOnesThatWereAskedForByDigest() {
        Digest other = sample.tagged("v2", 3);
        byte[] wrong = new RegistryApi(copies.source.name())
                .getManifest(CopyFixture.FROM, "v2")
                .orElseThrow()
                .bytes();
        copies.source.inject(Fault.on("GET", "/v2/team/app/manifests/" + digest)
                .always()
                .status(
                        200,
                        Map.of("Content-Type", Sample.MANIFEST, "Docker-Content-Digest", digest.toString()),
                        new String(wrong, StandardCharsets.UTF_8)));

        CopyOutcome outcome = copies.copy(
                new MirrorRequest(copies.from(digest.toString()), copies.to("v1"), PlatformSelection.ALL, false));

        assertThat(outcome)
                .extracting("reason")
                .asString()
                .startsWith("manifest of " + copies.from(digest.toString()) + " has digest " + other + ": expected "
                        + digest);
        assertThat(copies.writes()).isZero();
    }

    @Test
    void readsAnUntaggedDigestOfTheSourceWhereItsHeadSaysNothing() {
        copies.copy("v1");
        copies.source.inject(Fault.on("HEAD", TAG).header("Docker-Content-Digest", null));
        copies.destination.inject(Fault.on("HEAD", ".*/manifests/v1").status(405, Map.of(), ""));
        copies.forgetRequests();

        assertThat(copies.copy("v1")).isEqualTo(new CopyOutcome.UpToDate(digest));
        assertThat(copies.source.count("GET", TAG)).isEqualTo(1);
        assertThat(copies.destination.count("GET", ".*/manifests/v1")).isEqualTo(1);
        assertThat(copies.writes()).isZero();
    }

    @Test
    void makesOneCleanLineOfWhatARegistrySays() {
        String message = "one\\ntwo\\u0000\\u001b[31mred\\u202e" + "x".repeat(2_000);
        copies.source.inject(Fault.on("GET", TAG).status(403, Map.of(), error("DENIED\\r\\n", message)));

        String reason = copies.failure("v1").reason();

        assertThat(reason).hasSizeLessThanOrEqualTo(300).contains("403 DENIED\\x0d\\x0a: one\\x0atwo\\x00\\x1b[31mred");
        assertThat(reason.codePoints()).noneMatch(Character::isISOControl);
    }

    private void assertFailure(CopyOutcome.Failed failed, String reason) {
        assertThat(failed.reason()).startsWith(reason.replace("SOURCE", copies.source.name()));
        assertThat(failed.retryable()).isFalse();
        copies.assertNothingIsTagged();
        copies.assertNoUploadIsLeft();
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"detail\":\"secret\"}]}";
    }
}
