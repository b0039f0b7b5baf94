package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.RecordedRequest;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A blob whose way breaks in the middle goes on where it was. */
@Timeout(60)
class ResumedBlobTest extends FreshCopyFixture {
    /** More than the buffers of two sockets hold: what is not read at one end stops the other one. */
    private static final int SIZE = 32_000_000;

    private static final Digest LAYER = Digest.sha256(Sample.bytes(1, SIZE));
    private static final Fault GET = Fault.on("GET", ".*/blobs/" + LAYER);
    private static final Fault PUT = Fault.on("PUT", ".*/blobs/uploads/.*" + LAYER.hex() + ".*");

    @Override
    CopyFixture open() throws IOException {
        return new CopyFixture(folder, registry -> Optional.empty(), CopyFixture.IMPATIENT);
    }

    @BeforeEach
    void pushImage() {
        sample.tag("v1", sample.image("linux/amd64", List.of(sample.blob(Sample.bytes(1, SIZE)))));
        copies.forgetRequests();
    }

    @Test
    void goesOnInTheSamePutWhereTheSourceBreaks() {
        copies.source.inject(GET.times(3).cutAfter(8_000_000));

        copies.arrives("v1");

        assertThat(gets().skip(1))
                .hasSize(3)
                .allSatisfy(get -> assertThat(get.headers().get("range")).matches("bytes=[0-9]{7,8}-"));
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void goesOnWhereTheSourceStandsStill() {
        copies.source.inject(GET.stallAfter(8_000_000));

        copies.arrives("v1");

        assertThat(gets().skip(1))
                .singleElement()
                .satisfies(get -> assertThat(get.headers()).containsKey("range"));
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void passesOverWhatItHasWhereTheSourceKnowsNoRanges() {
        copies.source.habit(Fault.on("GET", ".*").withoutRequestHeader("Range"));
        copies.source.inject(GET.cutAfter(8_000_000));

        copies.arrives("v1");

        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void doesNotMixBytesOfAnotherRangeIn() {
        copies.source.inject(GET.cutAfter(8_000_000));
        copies.source.inject(GET.header("Content-Range", "bytes 0-31999999/32000000"));

        CopyOutcome outcome = copies.copy("v1");

        copies.mend();
        assertThat(outcome instanceof CopyOutcome.Copied)
                .isEqualTo(copies.copiedDigest("v1").isPresent());
        assertThat(copies.destinationApi().getBlob(CopyFixture.TO, LAYER))
                .satisfiesAnyOf(
                        blob -> assertThat(blob).isEmpty(),
                        blob -> assertThat(blob)
                                .hasValueSatisfying(bytes ->
                                        assertThat(LAYER.matches(bytes)).isTrue()));
    }

    @Test
    void goesOnWhereTheDestinationKeptWhatItHad() {
        copies.destination.inject(PUT.keepThenReset(8_000_000));

        copies.arrives("v1");

        assertThat(copies.destination.count("GET", ".*/blobs/uploads/.*")).isEqualTo(1);
        assertThat(copies.destination.requests())
                .filteredOn(request ->
                        request.method().equals("PUT") && request.path().contains(LAYER.hex()))
                .last()
                .satisfies(
                        put -> assertThat(put.headers().get("content-length")).isEqualTo("24000000"));
    }

    @Test
    void beginsAnewWhereTheDestinationCanNotBeAskedWhatItHas() throws IOException {
        copies.destination.habit(Fault.on("GET", ".*/blobs/uploads/.*").status(404, Map.of(), ""));
        copies.destination.inject(PUT.keepThenReset(8_000_000));

        copies.arrives("v1");
        copies.assertUploadsAreGivenUp();
    }

    @Test
    void isSentAgainWhereTheDestinationStandsStill() throws IOException {
        copies.destination.inject(PUT.stallWhileReading(100_000));

        copies.arrives("v1");
    }

    @Test
    void failsWhereTheDestinationAlwaysStandsStill() {
        copies.destination.inject(PUT.always().stallWhileReading(100_000));

        assertThat(copies.failure("v1").reason())
                .contains(copies.destination.name())
                .doesNotContain(copies.source.name());
        copies.mend();
        copies.assertNothingIsTagged();
    }

    @Test
    void survivesThatTheSourceIsStartedAgain() throws Exception {
        assertSurvives(() -> {
            copies.source.stop();
            copies.source.restart();
        });
    }

    @Test
    void survivesThatTheDestinationIsStartedAgain() throws Exception {
        assertSurvives(() -> {
            copies.destination.stop();
            copies.destination.restart();
        });
    }

    private interface Accident {
        void happen() throws IOException;
    }

    /** The accident happens while the source's answer is on its way. */
    private void assertSurvives(Accident accident) throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        copies.source.inject(GET.holdUntil(open));
        CompletableFuture<CopyOutcome> copy = CompletableFuture.supplyAsync(() -> copies.copy("v1"));
        await().until(() -> copies.source.count("GET", ".*/blobs/" + LAYER) == 1);

        open.countDown();
        accident.happen();

        assertThat(copy.get()).isInstanceOf(CopyOutcome.Copied.class);
    }

    @Test
    void failsWhereNobodyListensAnyMore() {
        copies.arrives("v1");
        sample.tagged("v2", 3);
        copies.source.stop();

        CopyOutcome.Failed failed = copies.failure("v2");

        assertThat(failed.reason()).contains(copies.source.name(), "refused");
        assertThat(failed.retryable()).isFalse();
        assertThat(copies.copiedDigest("v2")).isEmpty();
    }

    @Test
    void waitsForASourceThatIsStartedAgainSoon() throws Exception {
        copies.arrives("v1");
        sample.tagged("v2", 3);
        copies.source.stop();
        CountDownLatch asked = new CountDownLatch(1);
        copies.destination.inject(Fault.on("HEAD", ".*").doing(asked::countDown));

        CompletableFuture<CopyOutcome> copy = CompletableFuture.supplyAsync(() -> copies.copy("v2"));
        asked.await();
        copies.source.restart();

        assertThat(copy.get()).isInstanceOf(CopyOutcome.Copied.class);
    }

    private Stream<RecordedRequest> gets() {
        return copies.source.requests().stream()
                .filter(request -> request.path().endsWith("/blobs/" + LAYER));
    }

    private long puts() {
        return copies.destination.count("PUT", ".*/blobs/uploads/.*" + LAYER.hex() + ".*");
    }
}
