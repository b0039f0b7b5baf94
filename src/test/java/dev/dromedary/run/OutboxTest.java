package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private final SettableTime time = new SettableTime("2026-11-24T02:00:00Z");
    private final Outbox outbox = new Outbox(time::nanoTime);

    @TempDir
    private Path folder;

    private Path notification = Path.of("");

    @BeforeEach
    void publish() throws IOException {
        notification = Files.writeString(folder.resolve("mirror-x.json"), "{}");
    }

    @Test
    void waitsLongerEachTimeAndGivesUpAtLast() {
        List<Long> waits = new ArrayList<>();
        while (Files.exists(notification)) {
            outbox.failed(notification, "nobody listens");
            long before = time.nanoTime();
            while (!outbox.isDue(notification)) {
                time.pass(Duration.ofSeconds(1));
            }
            waits.add((time.nanoTime() - before) / 1_000_000_000);
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 0L);
    }

    @Test
    void forgetsWhatWasDelivered() {
        outbox.failed(notification, "nobody listens");
        assertThat(outbox.isDue(notification)).isFalse();
        outbox.delivered(notification);
        assertThat(notification).doesNotExist();
        assertThat(outbox.isDue(notification)).isTrue();
    }
}
