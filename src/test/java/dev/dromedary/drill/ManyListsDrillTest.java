package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are dropped at once, in a small heap; {@code -Ddrill.lists=10000} drops more. */
@Tag("drill")
class ManyListsDrillTest {
    private static final int LISTS = Integer.getInteger("drill.lists", 1000);

    @TempDir
    private Path folder;

    @Test
    void endsEachOfThemAndLeaksNothing() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Program program = Program.in(folder)
                .jvm("-Xmx96m", "-XX:+ExitOnOutOfMemoryError")
                .under("sh", "-c", "exec \"$@\" >server.log 2>&1", "sh");
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            Holdings idle = Holdings.whenIdle(server, data);
            dropAll(data);
            long start = System.nanoTime();
            awaitAll(server, data);
            System.out.printf(
                    "many lists drill: %d lists dropped at once, all done after %d s%n",
                    LISTS, Duration.ofNanos(System.nanoTime() - start).toSeconds());
            await().untilAsserted(() -> Aftermath.checkNothingIsLeft(data));
            idle.awaitAgain(server);
        }
        assertThat(lists(data.done())).isEqualTo(expected()).isEqualTo(lists(data.failed()));
        try (Stream<String> log = Files.lines(folder.resolve("server.log"))) {
            assertThat(log.filter(line -> line.contains(" line 1: unreadable: expected") && line.contains("_list-")))
                    .hasSize(LISTS);
        }
    }

    /** With one rename, which is as much at once as can be. */
    private void dropAll(DataFolder data) throws IOException {
        Path lists = Files.createDirectory(folder.resolve("lists"));
        for (int i = 1; i <= LISTS; i++) {
            Files.writeString(lists.resolve("list-" + i + ".txt"), "unreadable " + i + "\n");
        }
        for (String kind : new String[] {"validate", "convert"}) {
            Files.createDirectory(lists.resolve(kind));
        }
        Path before = folder.resolve("before");
        Files.move(data.inbox(), before);
        Files.move(lists, data.inbox());
    }

    private static void awaitAll(ServerProcess server, DataFolder data) {
        await().atMost(Duration.ofMinutes(3).plusMillis(200L * LISTS))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !server.isAlive() || lists(data.done()).size() == LISTS);
        assertThat(server.isAlive()).isTrue();
    }

    private static Set<String> expected() {
        return IntStream.rangeClosed(1, LISTS)
                .mapToObj(i -> "list-" + i + ".txt")
                .collect(Collectors.toSet());
    }

    private static Set<String> lists(Path folder) {
        return !Files.isDirectory(folder)
                ? Set.of()
                : DataFolder.names(folder).stream()
                        .filter(name -> name.endsWith(".txt"))
                        .map(name -> name.replaceFirst("^[0-9-]+_", ""))
                        .collect(Collectors.toSet());
    }
}
