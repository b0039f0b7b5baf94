package dev.dromedary.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process holds of the system, as /proc tells: what leaks grows. */
record Holdings(long files, long threads) {

    static Holdings of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        return new Holdings(count(process.resolve("fd")), count(process.resolve("task")));
    }

    /** True when it is hardly more than that: a collector or a pool may have come by a thread of its own. */
    boolean isWithin(Holdings idle) {
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
