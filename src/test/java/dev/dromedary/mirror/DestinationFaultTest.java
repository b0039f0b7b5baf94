package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a destination can do wrong: the reason says what and names the destination, and no tag appears there. */
class DestinationFaultTest {
    private static final String TAG = "/v2/copy/app/manifests/v1";
    private static final String DENIED = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no quota left\"}]}";

    @TempDir
    private Path folder;

    private CopyFixture copies;
    private Digest digest;

    @BeforeEach
    void start() throws IOException {
        copies = new CopyFixture(folder);
        digest = copies.sample().tagged("v1", 1);
    }

    @AfterEach
    void stop() throws IOException {
        copies.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, false",
        "403, false",
        "400, false",
        "408, true",
        "429, true",
        "500, true",
        "501, false",
        "503, true"
    })
    void neverTakesAnotherAnswerThan404ForAbsent(int status, boolean retryable) {
        copies.destination.inject(Fault.on("HEAD", TAG).status(status, Map.of(), ""));

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason())
                .startsWith("cannot look up " + copies.to("v1"))
                .endsWith("(" + status + ")");
        assertThat(failed.retryable()).isEqualTo(retryable);
        assertThat(copies.destination.requests()).hasSize(1);
    }

    static Stream<Arguments> refusedBlobs() {
        String upload = "/v2/copy/app/blobs/uploads/.+";
        Fault post = Fault.on("POST", ".*/uploads/");
        Fault put = Fault.on("PUT", upload);
        return Stream.of(
                arguments(
                        Fault.on("HEAD", ".*/blobs/.*").status(403, Map.of(), ""),
                        "cannot look up blob sha256:[0-9a-f]{64} at DESTINATION \\(403\\)",
                        false),
                arguments(
                        post.status(500, Map.of(), ""),
                        "cannot open an upload to DESTINATION/copy/app \\(500\\)",
                        true),
                arguments(
                        post.status(404, Map.of(), ""),
                        "cannot open an upload to DESTINATION/copy/app \\(404\\)",
                        false),
                arguments(post.reset(), "cannot ask DESTINATION: .*", true),
                arguments(
                        put.status(500, Map.of(), ""),
                        "cannot write blob sha256:[0-9a-f]{64} to DESTINATION \\(500\\)",
                        true),
                arguments(
                        put.status(403, Map.of(), DENIED),
                        "cannot write blob sha256:[0-9a-f]{64} to DESTINATION \\(403 DENIED: no quota left\\)",
                        false),
                arguments(put.reset(), "cannot ask DESTINATION: .*", true),
                arguments(put.resetWhileReading(10), "cannot ask DESTINATION: .*", true),
                arguments(put.takeThen(202), "cannot write blob sha256:[0-9a-f]{64} to DESTINATION \\(202\\)", false));
    }

    static Stream<Arguments> refusedManifests() {
        Fault manifest = Fault.on("PUT", TAG);
        return Stream.of(
                arguments(manifest.status(500, Map.of(), ""), "cannot write DESTINATION/copy/app:v1 \\(500\\)", true),
                arguments(
                        manifest.status(412, Map.of(), DENIED),
                        "cannot write DESTINATION/copy/app:v1 \\(412 DENIED: no quota left\\)",
                        false),
                arguments(manifest.reset(), "cannot ask DESTINATION: .*", true));
    }

    @ParameterizedTest
    @MethodSource({"refusedBlobs", "refusedManifests"})
    void tellsWhatTheDestinationRefused(Fault fault, String reason, boolean retryable) {
        copies.destination.inject(fault);

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason()).matches(reason.replace("DESTINATION", copies.destination.name()));
        assertThat(failed.retryable()).isEqualTo(retryable);
        copies.assertNothingIsTagged();
        assertThat(copies.copy("v1")).extracting("digest").isEqualTo(digest);
    }

    @Test
    void givesUpTheUploadOfABlobThatWasNotTaken() {
        copies.destination.inject(
                Fault.on("PUT", "/v2/copy/app/blobs/uploads/.+").status(500, Map.of(), ""));

        copies.failure("v1");

        copies.assertNoUploadIsLeft();
        assertThat(copies.destination.count("DELETE", "/v2/copy/app/blobs/uploads/[^?]+"))
                .isEqualTo(1);
    }

    @Test
    void tellsTheTrueReasonWhereGivingUpFailsToo() {
        copies.destination.inject(
                Fault.on("PUT", "/v2/copy/app/blobs/uploads/.+").status(500, Map.of(), ""));
        copies.destination.inject(Fault.on("DELETE", ".*").reset());

        assertThat(copies.failure("v1").reason()).contains("cannot write blob", "(500)");
    }

    @Test
    void saysThatAnotherManifestWasStored() {
        copies.destination.inject(Fault.on("PUT", TAG).header("Docker-Content-Digest", "sha256:" + "0".repeat(64)));

        assertThat(copies.failure("v1").reason())
                .isEqualTo(copies.destination.name() + " stored " + copies.to("v1") + " as sha256:" + "0".repeat(64)
                        + ": expected " + digest);
    }

    @Test
    void carriesHowLongTheDestinationWantsToBeLeftAlone() {
        copies.destination.inject(Fault.on("PUT", TAG).status(429, Map.of("Retry-After", "17"), ""));

        assertThat(copies.failure("v1").retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(17)));
    }

    @Test
    void doesNotRetryWhereTheWaitIsTooLong() {
        copies.destination.inject(Fault.on("PUT", TAG).status(429, Map.of("Retry-After", "601"), ""));

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.retryable()).isFalse();
        assertThat(failed.reason()).endsWith("(429); it asks to be left alone for 601 s");
    }

    /** The rest of such a body is neither waited for nor read. */
    @Test
    void needsNoMoreOfAnErrorThanItsBeginning() {
        String body = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}" + " ".repeat(10_000_000);
        Fault endless = Fault.on("POST", ".*").stallAfter(1_000_000).status(403, Map.of(), body);
        copies.destination.inject(endless);

        long start = System.nanoTime();
        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason()).endsWith("(403 DENIED: no)");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
