package registries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The temporary folder and the child processes of one benchmark; both are gone at its end, after Ctrl-C too. */
final class Workplace implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;
    private final Set<Process> running = new LinkedHashSet<>();
    private boolean closed;
    private int folders;

    private Workplace(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Opens one with room for this many bytes: in memory where there is twice as much free, else on disk. */
    static Workplace open(long bytes) throws IOException {
        boolean fits = Files.isWritable(MEMORY)
                && Files.getFileStore(MEMORY).getUsableSpace() > 2 * bytes
                && Proc.availableMemory() > 2 * bytes;
        Path parent = fits ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        FileStore store = Files.getFileStore(parent);
        if (store.getUsableSpace() < bytes) {
            throw new IOException("no folder has the " + bytes / 1_000_000 + " MB that this needs");
        }
        return new Workplace(Files.createTempDirectory(parent, "side-by-side"));
    }

    /** True when storage is memory, not a disk. */
    boolean inMemory() {
        return folder.startsWith(MEMORY);
    }

    /** A new empty folder. */
    synchronized Path folder() throws IOException {
        return Files.createDirectory(folder.resolve("f" + folders++));
    }

    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("interrupted");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Kills a process with what it started, and waits for its end. */
    synchronized void end(Process process) {
        running.remove(process);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Forgets a process that has ended by itself, not because the benchmark is ended. */
    synchronized void ended(Process process) throws IOException {
        if (closed) {
            throw new IOException("interrupted");
        }
        running.remove(process);
    }

    static void delete(Path tree) {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + tree + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Set.copyOf(running).forEach(this::end);
            delete(folder);
        }
    }
}
