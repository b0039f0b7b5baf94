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
    private static final int LISTS = Integer.getInteger("drill.lists", 300);

    @TempDir
    private Path folder;

    @Test
    void endsEachOfThem() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Files.createDirectories(data.inbox());
        for (int i = 1; i <= LISTS; i++) {
            Files.writeString(data.inbox().resolve("list-" + i + ".txt"), "unreadable " + i + "\n");
        }
        Program program = Program.in(folder)
                .jvm("-Xmx96m", "-XX:+ExitOnOutOfMemoryError")
                .under("sh", "-c", "exec \"$@\" >server.log 2>&1", "sh");
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !server.isAlive() || lists(data.done()).size() == LISTS);
            assertThat(server.isAlive()).isTrue();
            await().untilAsserted(() -> Aftermath.checkNothingIsLeft(data));
        }
        assertThat(lists(data.done())).isEqualTo(expected()).isEqualTo(lists(data.failed()));
        try (Stream<String> log = Files.lines(folder.resolve("server.log"))) {
            assertThat(log.filter(line -> line.contains(" line 1: unreadable"))).hasSize(LISTS);
        }
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
