package registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says in /proc about processes. */
final class Proc {
    /** USER_HZ, which is 100 on every Linux that a JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private Proc() {}

    /** CPU seconds that a process has used, user and system, without its children. */
    static double cpu(long pid) throws IOException {
        String stat = Files.readString(of(pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** One number of {@code status}, in KB or without a unit; 0 for a process that has gone meanwhile. */
    static long status(long pid, String name) {
        try {
            return number(Files.readAllLines(of(pid, "status")), name);
        } catch (IOException e) {
            return 0;
        }
    }

    static long availableMemory() throws IOException {
        return 1024 * number(Files.readAllLines(Path.of("/proc/meminfo")), "MemAvailable");
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static Path of(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
