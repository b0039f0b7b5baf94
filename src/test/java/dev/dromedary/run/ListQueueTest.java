package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which list of a folder is taken next. */
class ListQueueTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path work;

    private final SettableTime time = new SettableTime("2026-01-01T12:00:00Z");
    private final Set<String> resting = new HashSet<>();
    private ListQueue queue;

    @BeforeEach
    void open() {
        queue = new ListQueue(work, list -> !resting.contains(String.valueOf(list.getFileName())), time::nanoTime);
    }

    private Path put(String name) throws IOException {
        return Files.writeString(work.resolve(name), "x");
    }

    private List<String> takeAll() {
        List<String> names = new ArrayList<>();
        while (queue.hasNext()) {
            names.add(String.valueOf(queue.next().getFileName()));
        }
        return names;
    }

    @Test
    void isTheOneWhoseRunHasTheLeastName() throws IOException {
        for (String name : List.of("20260101-120000_a-2.txt", "20260101-120001_a.txt", "20260101-120000_a.txt")) {
            put(name);
        }
        assertThat(takeAll())
                .containsExactly("20260101-120000_a.txt", "20260101-120000_a-2.txt", "20260101-120001_a.txt");
    }

    @Test
    void isFoundAsSoonAsNoOtherWaits() throws IOException {
        assertThat(takeAll()).isEmpty();
        put("a.txt");
        assertThat(takeAll()).containsExactly("a.txt");
        put("b.txt");
        assertThat(takeAll()).containsExactly("b.txt");
    }

    /** Thousands may lie there: the folder is looked through once a second, and not for each of them. */
    @Test
    void mayBeOneThatCameAfterOthersWithinTheLastSecond() throws IOException {
        put("b.txt");
        put("d.txt");
        assertThat(queue.hasNext()).isTrue();
        assertThat(queue.next()).endsWithRaw(Path.of("b.txt"));
        put("c.txt");
        assertThat(queue.hasNext()).isTrue();
        time.pass(SECOND);
        assertThat(takeAll()).containsExactly("c.txt", "d.txt");
    }

    @Test
    void isNoneThatWasTakenUntilItIsReleased() throws IOException {
        Path list = put("a.txt");
        assertThat(takeAll()).containsExactly("a.txt");
        time.pass(SECOND);
        assertThat(queue.hasNext()).isFalse();
        queue.release(list);
        assertThat(takeAll()).containsExactly("a.txt");
    }

    @Test
    void isNoneThatIsGoneOrNotDue() throws IOException {
        Path gone = put("a.txt");
        put("b.txt");
        put("c.txt");
        assertThat(queue.hasNext()).isTrue();
        Files.delete(gone);
        resting.add("b.txt");
        assertThat(takeAll()).containsExactly("c.txt");
        resting.clear();
        assertThat(takeAll()).containsExactly("b.txt");
    }

    @Test
    void isNoOtherFileNorAFolder() throws IOException, InterruptedException {
        put("a.ok");
        put(".a.txt");
        Files.createDirectory(work.resolve("folder.txt"));
        Files.createSymbolicLink(work.resolve("linked.txt"), work.resolve("folder.txt"));
        Process odd = new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'no-utf-8-\\377.txt')\"")
                .directory(work.toFile())
                .start();
        assertThat(odd.waitFor()).isZero();
        assertThat(takeAll()).isEmpty();
    }

    @Test
    void isNoneWhereTheFolderIsMissing() throws IOException {
        Files.delete(work);
        assertThat(queue.hasNext()).isFalse();
        Files.createDirectory(work);
        put("a.txt");
        assertThat(takeAll()).containsExactly("a.txt");
    }
}
