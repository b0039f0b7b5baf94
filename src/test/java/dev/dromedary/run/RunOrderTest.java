package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists are worked on in the order of their runs' names, whatever the clock does. */
class RunOrderTest {
    @TempDir
    private Path data;

    private final SettableTime clock = new SettableTime("2026-01-01T12:00:00Z");

    @Test
    void isThatOfTheClaimsWhenTheClockIsSetBack() throws IOException {
        try (DropFolders folders = DropFolders.open(data, clock)) {
            claim(folders, "a");
            clock.set("2026-01-01T11:59:01Z");
            claim(folders, "b");
            claim(folders, "c");
            clock.set("2026-01-01T12:00:11Z");
            claim(folders, "a");
        }
        assertThat(runs())
                .containsExactly(
                        "20260101-120000_a.txt",
                        "20260101-120000_b.txt",
                        "20260101-120000_c.txt",
                        "20260101-120011_a.txt");
    }

    @Test
    void followsAClockThatWasFarAhead() throws IOException {
        try (DropFolders folders = DropFolders.open(data, clock)) {
            claim(folders, "a");
            clock.set("2024-11-27T12:00:00Z");
            claim(folders, "b");
        }
        assertThat(runs()).containsExactly("20241127-120000_b.txt", "20260101-120000_a.txt");
    }

    private void claim(DropFolders folders, String name) throws IOException {
        DropFolder folder = folders.of(DropFolder.Kind.MIRROR);
        folder.claim(Files.writeString(folder.inbox().resolve(name + ".txt"), "x"));
    }

    private List<String> runs() {
        try (Stream<Path> files = Files.list(data.resolve("work"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
