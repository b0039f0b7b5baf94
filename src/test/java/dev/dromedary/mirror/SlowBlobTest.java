package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import dev.dromedary.registry.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A byte now and then never stands still for long: it is too slow, and dropped for that. */
@Timeout(60)
class SlowBlobTest extends FreshCopyFixture {
    private static final Patience HASTY = new Patience(
            5,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            1_000,
            Duration.ofSeconds(1),
            Duration.ofMillis(10));
    private static final Fault TRICKLE =
            Fault.on("GET", ".*/blobs/" + Digest.sha256(Sample.bytes(1, 500))).trickle(Duration.ofMillis(100));

    @Override
    CopyFixture open() throws IOException {
        return new CopyFixture(folder, registry -> Optional.empty(), HASTY);
    }

    @BeforeEach
    void pushImage() {
        sample.tagged("v1", 1);
        copies.forgetRequests();
    }

    @Test
    void isDroppedAndGoneOnWithWhereTheSourceTrickles() {
        copies.source.inject(TRICKLE);

        long start = System.nanoTime();
        copies.arrives("v1");

        // all of it would take 50 s
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void failsWhereTheSourceAlwaysTrickles() {
        copies.source.inject(TRICKLE.always());

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason()).contains(copies.source.name()).doesNotContain(copies.destination.name());
        copies.assertNothingIsTagged();
    }
}
