package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a destination can do wrong: the reason says what and names the destination, and no tag appears there. */
class DestinationFaultTest extends FreshCopyFixture {
    private static final String TAG = "/v2/copy/app/manifests/v1";
    private static final String DENIED = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no quota left\"}]}";

    private Digest digest;

    @BeforeEach
    void pushImage() {
        digest = sample.tagged("v1", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 501})
    void neverTakesAnotherAnswerThan404ForAbsent(int status) {
        copies.destination.inject(Fault.on("HEAD", TAG).status(status, Map.of(), ""));

        assertThat(copies.failure("v1").reason())
                .startsWith("cannot look up " + copies.to("v1"))
                .contains("(" + status + ")");
        assertThat(copies.destination.requests()).hasSize(1);
    }

    static Stream<Arguments> refusedBlobs() {
        String blob = "cannot write blob sha256:[0-9a-f]{64} to DESTINATION ";
        Fault post = Fault.on("POST", ".*/uploads/.*").always();
        Fault put = Fault.on("PUT", "/v2/copy/app/blobs/uploads/.+").always();
        return Stream.of(
                arguments(post.status(500, Map.of(), ""), "cannot .*DESTINATION.* \\(500\\).*"),
                arguments(post.status(404, Map.of(), ""), "cannot .*DESTINATION.* \\(404\\).*"),
                arguments(put.status(500, Map.of(), ""), blob + "\\(500\\).*"),
                arguments(put.status(403, Map.of(), DENIED), blob + "\\(403 DENIED: no quota left\\).*"),
                arguments(put.reset(), "cannot .*DESTINATION.*"),
                arguments(put.resetWhileReading(10), "cannot .*DESTINATION.*"));
    }

    static Stream<Arguments> refusedManifests() {
        Fault manifest = Fault.on("PUT", TAG).always();
        return Stream.of(
                arguments(manifest.status(500, Map.of(), ""), "cannot write DESTINATION/copy/app:v1 \\(500\\).*"),
                arguments(
                        manifest.status(412, Map.of(), DENIED),
                        "cannot write DESTINATION/copy/app:v1 \\(412 DENIED: no quota left\\).*"),
                arguments(manifest.reset(), "cannot .*DESTINATION.*"));
    }

    @ParameterizedTest
    @MethodSource({"refusedBlobs", "refusedManifests"})
    void tellsWhatTheDestinationRefused(Fault fault, String reason) {
        copies.destination.inject(fault);

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason()).matches(reason.replace("DESTINATION", copies.destination.name()));
        assertThat(failed.retryable()).isFalse();
        copies.mend();
        copies.assertNothingIsTagged();
        assertThat(copies.copy("v1")).extracting("digest").isEqualTo(digest);
    }

    @Test
    void givesUpTheUploadOfABlobThatWasNotTaken() throws IOException {
        copies.destination.inject(
                Fault.on("PUT", "/v2/copy/app/blobs/uploads/.+").always().status(500, Map.of(), ""));

        copies.failure("v1");

        copies.assertUploadsAreGivenUp();
        assertThat(copies.destination.count("DELETE", "/v2/copy/app/blobs/uploads/[^?]+"))
                .isPositive();
    }

    /** Nobody can give that one up: its answer would have named it. */
    @Test
    void opensAnotherUploadWhereTheFirstOneIsLost() {
        copies.destination.inject(
                Fault.on("POST", ".*").perBlob().withoutQuery().takeThen(500));

        copies.arrives("v1");
    }

    @Test
    void tellsTheTrueReasonWhereGivingUpFailsToo() {
        copies.destination.inject(
                Fault.on("PUT", "/v2/copy/app/blobs/uploads/.+").always().status(500, Map.of(), ""));
        copies.destination.inject(Fault.on("DELETE", ".*").always().reset());

        assertThat(copies.failure("v1").reason()).contains("cannot write blob", "(500)");
    }

    @Test
    void saysThatAnotherManifestWasStored() {
        copies.destination.inject(
                Fault.on("PUT", TAG).always().header("Docker-Content-Digest", "sha256:" + "0".repeat(64)));

        assertThat(copies.failure("v1").reason())
                .startsWith(copies.destination.name() + " stored " + copies.to("v1") + " as sha256:" + "0".repeat(64)
                        + ": expected " + digest);
    }

    @Test
    void waitsForAsLongAsTheDestinationWantsToBeLeftAlone() {
        copies.destination.inject(Fault.on("PUT", TAG).status(429, Map.of("Retry-After", "2"), ""));

        long start = System.nanoTime();
        copies.arrives("v1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(copies.destination.count("PUT", TAG)).isEqualTo(2);
    }

    @Test
    void failsWhereTheWaitIsTooLong() {
        copies.destination.inject(Fault.on("PUT", TAG).status(429, Map.of("Retry-After", "601"), ""));

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.retryable()).isFalse();
        assertThat(failed.reason()).contains("(429)");
    }

    /** The rest of such a body is neither waited for nor read. */
    @Test
    void needsNoMoreOfAnErrorThanItsBeginning() {
        String body = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}" + " ".repeat(10_000_000);
        Fault endless = Fault.on("POST", ".*").always().stallAfter(1_000_000).status(403, Map.of(), body);
        copies.destination.inject(endless);

        long start = System.nanoTime();
        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason()).contains("(403 DENIED: no)");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
