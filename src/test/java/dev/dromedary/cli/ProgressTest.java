package dev.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Moved;
import dev.dromedary.image.RegistryName;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = Progress.of(Path.of("never-read.txt"), lines -> {
        throw new AssertionError("without a terminal nothing is counted");
    });

    private void settle(long line, Outcome outcome, long bytes) {
        progress.settled(new LineRecord(line, outcome, null, null, null, Moved.sent(bytes), Duration.ZERO, null, null));
    }

    @Test
    void tellsHowFarItIsAndWhenItWillBeDone() {
        settle(1, Outcome.COPIED, 3 * 1024 * 1024);
        settle(2, Outcome.FAILED, 0);
        assertThat(progress.text(Duration.ofSeconds(2), 10))
                .isEqualTo("2 of 10 lines, 3.0 MB, 1 failed, 1.5 MB/s, 8.0 s left");
    }

    @Test
    void showsBytesWhileTheyMoveAndCountsThemOnce() {
        RegistryName registry = new RegistryName("r.example");
        progress.traffic().sent(registry, 1024 * 1024);
        progress.traffic().sent(registry, 1024 * 1024);
        assertThat(progress.text(Duration.ofSeconds(2), 10)).isEqualTo("0 of 10 lines, 2.0 MB, 0 failed, 1.0 MB/s");
        settle(1, Outcome.COPIED, 2 * 1024 * 1024);
        assertThat(progress.text(Duration.ofSeconds(2), 1)).startsWith("1 of 1 lines, 2.0 MB, 0 failed, 1.0 MB/s");
    }

    @Test
    void promisesNothingThatItCannotKnow() {
        assertThat(progress.text(Duration.ZERO, 0)).isEqualTo("0 lines, 0 bytes, 0 failed, 0 bytes/s");
        assertThat(progress.text(Duration.ofSeconds(5), 10)).isEqualTo("0 of 10 lines, 0 bytes, 0 failed, 0 bytes/s");
        settle(1, Outcome.VALID, 0);
        settle(2, Outcome.VALID, 0);
        assertThat(progress.text(Duration.ofSeconds(5), 1))
                .as("of a list that has grown")
                .doesNotContain("left");
    }
}
