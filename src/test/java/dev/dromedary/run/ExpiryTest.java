package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is removed of old runs, and above all what is not. */
class ExpiryTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:01Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String OLD = "20260301-000000_a";

    @TempDir
    private Path data;

    private DropFolders folders;

    @BeforeEach
    void open() throws IOException {
        folders = DropFolders.open(data, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws IOException {
        folders.close();
    }

    @Test
    void removesListReportAndConvertedListOfRunsThatAreOlder() throws IOException {
        List<Path> old = make(
                "done/" + OLD + ".txt",
                "done/" + OLD + ".jsonl",
                "done/validate/" + OLD + ".jsonl",
                "done/convert/" + OLD + ".converted");
        List<Path> young = make("done/20260301-000002_a.txt", "done/convert/20260301-000002_a.txt");

        folders.removeOld(DAY, Optional.empty());

        assertThat(old).noneMatch(ExpiryTest::isThere);
        assertThat(young).allMatch(ExpiryTest::isThere);
    }

    @Test
    void keepsARunOneOfWhoseFilesIsYoung() throws IOException {
        List<Path> files = make("done/" + OLD + ".txt", "done/" + OLD + ".jsonl");
        Files.setLastModifiedTime(files.get(1), FileTime.from(NOW.minusSeconds(5)));

        folders.removeOld(DAY, Optional.empty());

        assertThat(files).allMatch(ExpiryTest::isThere);
    }

    @ParameterizedTest
    @ValueSource(strings = {".txt", ".ok", ".failed"})
    void keepsWhatWasPublishedOfARunThatIsNotOver(String ending) throws IOException {
        List<Path> files = make("done/" + OLD + ".jsonl", "work/" + OLD + ending);

        folders.removeOld(DAY, Optional.empty());

        assertThat(files).allMatch(ExpiryTest::isThere);
    }

    @Test
    void removesFailedRunsOnlyWhereThatWasAskedFor() throws IOException {
        List<Path> failed = make(
                "failed/" + OLD + ".txt",
                "failed/20260301-000000_b.rejected",
                "failed/20260301-000000_b.reason",
                "failed/validate/" + OLD + ".txt");

        folders.removeOld(DAY, Optional.empty());
        assertThat(failed).allMatch(ExpiryTest::isThere);

        folders.removeOld(DAY, Optional.of(DAY.plusSeconds(1)));
        assertThat(failed).allMatch(ExpiryTest::isThere);

        folders.removeOld(DAY, Optional.of(DAY));
        assertThat(failed).noneMatch(ExpiryTest::isThere);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "20260301_a.txt",
                "20260301-000000.txt",
                "20260301-000000_.txt",
                "20261301-000000_a.txt",
                "20260301-000000_a.csv",
                "20260301-000000_a.txt.bak",
                ".20260301-000000_a.txt",
                "x20260301-000000_a.txt",
                "20260301-000000_a.converted"
            })
    void leavesForeignFilesAlone(String name) throws IOException {
        List<Path> files = make("done/" + name);

        folders.removeOld(DAY, Optional.of(DAY));

        assertThat(files).allMatch(ExpiryTest::isThere);
    }

    @Test
    void followsNoLinkAndRemovesNoFolder() throws IOException {
        Path outside = Files.createDirectory(data.resolve("outside"));
        Path precious = make("outside/" + OLD + ".txt").get(0);
        Files.createSymbolicLink(data.resolve("done/" + OLD + ".txt"), precious);
        Files.createSymbolicLink(data.resolve("done/20260301-000000_b.txt"), outside);
        Path folder = Files.createDirectory(data.resolve("done/20260301-000000_c.txt"));
        Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(DAY.multipliedBy(2))));

        folders.removeOld(Duration.ofHours(1), Optional.empty());

        assertThat(precious).exists();
        assertThat(folder).isDirectory();
    }

    /** Files as old as their names, or as {@link #OLD}. */
    private List<Path> make(String... names) throws IOException {
        List<Path> files = Stream.of(names).map(data::resolve).toList();
        for (Path file : files) {
            Files.writeString(file, "x");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T00:00:00Z")));
        }
        return files;
    }

    private static boolean isThere(Path file) {
        try {
            return Files.readAttributes(file, "size", LinkOption.NOFOLLOW_LINKS) != null;
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
