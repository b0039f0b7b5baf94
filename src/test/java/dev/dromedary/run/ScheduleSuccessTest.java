package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the last start of a schedule counts as one that ended well. */
class ScheduleSuccessTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final String RUN = "20261124-020000_nightly-base";

    @TempDir
    private Path folder;

    private SchedulesFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new SchedulesFixture(folder.resolve("data"));
        fixture.put("base.txt", "busybox x\n");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void tellsWhenAStartEndedWell() throws IOException {
        fixture.put("more.txt", "busybox y\n");
        fixture.dueAtTwo();
        fixture.finish(RUN);
        fixture.goOn(SOON);
        assertThat(fixture.status().succeeded()).isEmpty();
        fixture.finish("20261124-020000_nightly-more");
        fixture.time.set("2026-11-24T02:10:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.status().succeeded()).contains(Instant.parse("2026-11-24T02:10:00Z"));
        fixture.restart();
        assertThat(fixture.status().succeeded()).contains(Instant.parse("2026-11-24T02:10:00Z"));
    }

    @Test
    void isNoSuccessWhenALineFailedOrAListWasLeftOutOrThereWasNone() throws IOException {
        fixture.dueAtTwo();
        Files.writeString(fixture.data().resolve("failed").resolve(RUN + ".txt"), "busybox x\n");
        fixture.finish(RUN);
        fixture.goOn(SOON);
        Files.delete(fixture.data().resolve("failed").resolve(RUN + ".txt"));
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.status().succeeded())
                .as("its failed list was taken away")
                .isEmpty();

        Files.delete(fixture.folder().resolve("base.txt"));
        fixture.time.set("2026-11-24T03:00:00Z");
        fixture.due("2026-11-24T03:00:00Z");
        fixture.goOn(SOON);
        assertThat(fixture.status().last()).contains(Instant.parse("2026-11-24T03:00:00Z"));
        assertThat(fixture.status().succeeded()).as("there was no list").isEmpty();
    }

    @Test
    void tellsHowAStartEndedWhichEndedBeforeTheProcessDid() throws IOException {
        fixture.dueAtTwo();
        fixture.finish(RUN);
        fixture.restart();
        fixture.goOn(SOON);
        assertThat(fixture.status().succeeded()).isPresent();
    }
}
