package registries;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command under GNU time, which knows what it and its children used, and looks at their memory meanwhile. */
final class Timed {
    private static final int SAMPLE_MILLIS = 100;

    private Timed() {}

    /** Runs a command whose variables are in the builder; fails when its exit code is not 0. */
    static Cost run(Workplace workplace, ProcessBuilder builder) throws IOException {
        Path folder = workplace.folder();
        Path figures = folder.resolve("figures");
        List<String> command = new ArrayList<>(List.of("time", "-q", "-f", "%U %S %M", "-o", figures.toString()));
        command.addAll(builder.command());
        builder.command(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        long start = System.nanoTime();
        Process process = workplace.start(builder);
        long together = watch(process);
        double wall = (System.nanoTime() - start) / 1e9;
        workplace.ended(process);
        if (process.exitValue() != 0) {
            throw new IOException(builder.command().get(6) + " ended with " + process.exitValue() + ": "
                    + tail(folder.resolve("log")));
        }
        String[] used = Files.readString(figures).trim().split(" ");
        Workplace.delete(folder);
        double cpu = Double.parseDouble(used[0]) + Double.parseDouble(used[1]);
        return new Cost(wall, cpu, Long.parseLong(used[2]), together, 0);
    }

    static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Waits for the end; answers the most memory that all processes had at once, shared pages counted once. */
    private static long watch(Process process) throws IOException {
        long most = 0;
        try {
            while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, together(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        return most;
    }

    private static long together(Process process) {
        long own = 0;
        long shared = 0;
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            for (long pid : descendants.mapToLong(ProcessHandle::pid).toArray()) {
                own += Proc.status(pid, "RssAnon");
                shared = Math.max(shared, Proc.status(pid, "RssFile") + Proc.status(pid, "RssShmem"));
            }
        }
        return own + shared;
    }
}
