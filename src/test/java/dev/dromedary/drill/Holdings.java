package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a process holds of the system, as /proc tells: what leaks grows. */
record Holdings(long files, long threads) {

    static Holdings of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        return new Holdings(count(process.resolve("fd")), count(process.resolve("task")));
    }

    /** What a server holds that has nothing to do, once it has worked on a list, of which it leaves nothing here. */
    static Holdings whenIdle(ServerProcess server, DataFolder data) throws IOException {
        String run = "20260101-000000_warm-up";
        data.putToWork(run, "unreadable line\n".repeat(20));
        data.awaitDone("warm-up.txt");
        await().until(() -> DataFolder.names(data.work()).isEmpty());
        for (Path left : List.of(
                data.done().resolve(run + ".txt"),
                data.done().resolve(run + ".jsonl"),
                data.failed().resolve(run + ".txt"))) {
            Files.delete(left);
        }
        return of(server.pid());
    }

    /** Waits until a server is back at this level. Connections and threads that nobody needs go after a minute. */
    void awaitAgain(ServerProcess server) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(of(server.pid())).matches(now -> now.isWithin(this)));
    }

    /** True when it is hardly more than that: a collector or a pool may have come by a thread of its own. */
    private boolean isWithin(Holdings idle) {
        return files <= idle.files + 4 && threads <= idle.threads + 4;
    }

    private static long count(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
