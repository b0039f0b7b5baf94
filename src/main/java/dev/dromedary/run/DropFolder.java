package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.OneLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's data folder: lists come into inbox/, are worked on in work/, and end in done/, failed/ or both. */
public final class DropFolder implements RunPlaces, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final List<String> JOURNAL_ENDINGS = List.of(".ok", ".failed");

    private final FileChannel lock;
    private final Path inbox;
    private final Path work;
    private final Path done;
    private final Path failed;
    private final Clock clock;
    private final Settling settling = new Settling(System::nanoTime);

    private DropFolder(Path data, FileChannel lock, Clock clock) {
        this.lock = lock;
        this.inbox = data.resolve("inbox");
        this.work = data.resolve("work");
        this.done = data.resolve("done");
        this.failed = data.resolve("failed");
        this.clock = clock;
    }

    /** Makes the folders that are missing. Throws IOException, in one line, when they can't serve. */
    public static DropFolder open(Path data, Clock clock) throws IOException {
        try {
            Files.createDirectories(data);
            DropFolder folder = new DropFolder(data, FolderLock.take(data), clock);
            for (Path each : folder.folders()) {
                Files.createDirectories(each);
            }
            folder.checkOneFileSystem();
            return folder;
        } catch (FolderLock.TakenException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "cannot use mirror.data \"" + data + "\": expected a folder on one file system"
                            + " that can be written to, found " + IoReason.of(e),
                    e);
        }
    }

    private List<Path> folders() {
        return List.of(inbox, work, done, failed);
    }

    /** Lists move by renaming, which works within one file system only. */
    private void checkOneFileSystem() throws IOException {
        String name = ".rename-test." + ProcessHandle.current().pid();
        Path file = inbox.resolve(name);
        Files.write(file, new byte[0]);
        try {
            for (Path folder : List.of(work, done, failed)) {
                Path there = folder.resolve(name);
                Files.move(file, there, StandardCopyOption.ATOMIC_MOVE);
                file = there;
            }
        } finally {
            Files.delete(file);
        }
    }

    /** True when nobody has written to this file of the inbox for a while. */
    public boolean isSettled(Path list) {
        return settling.isSettled(list);
    }

    /** Takes a list out of the inbox with one rename; one that can't be taken stays there and is tried again later. */
    public void claim(Path list) {
        String run = RunName.of(String.valueOf(list.getFileName()), clock.instant(), this::isTaken);
        try {
            Files.move(list, work.resolve(run + RunName.LIST_ENDING), StandardCopyOption.ATOMIC_MOVE);
            LOG.info("{}: taken from the inbox", OneLine.of(run));
        } catch (IOException e) {
            settling.postpone(list);
            LOG.error(
                    "cannot take {} out of the inbox, to be tried again in a minute: {}",
                    OneLine.of(list.toString()),
                    IoReason.of(e));
        }
    }

    private boolean isTaken(String run) {
        return Stream.of(work, done, failed)
                .flatMap(folder -> Stream.of(".txt", ".ok", ".failed", ".jsonl", ".rejected", ".reason")
                        .map(ending -> folder.resolve(run + ending)))
                .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public RunFiles filesOf(Path list) {
        return filesOf(RunName.withoutEnding(String.valueOf(list.getFileName())));
    }

    private RunFiles filesOf(String run) {
        return new RunFiles(
                OneLine.of(run),
                RunName.listName(run),
                work.resolve(run + ".txt"),
                work.resolve(run),
                failed.resolve(run + ".txt"),
                Optional.of(done.resolve(run + ".jsonl")),
                Optional.of(done.resolve(run + ".txt")));
    }

    @Override
    public void reject(RunFiles files, String reason) throws IOException {
        String run = String.valueOf(files.journal().getFileName());
        AtomicFile.publish(
                failed.resolve(run + ".reason"), out -> out.write((reason + "\n").getBytes(StandardCharsets.UTF_8)));
        Files.move(files.list(), failed.resolve(run + ".rejected"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Clears up what a process that was killed at the end of a run left behind. To be called before any list is taken. */
    public void recover() throws IOException {
        for (String run : runsWithJournal()) {
            RunFiles files = filesOf(run);
            if (Files.exists(files.list(), LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            Journal journal = Journal.open(files);
            if (Files.exists(done.resolve(run + ".txt"), LinkOption.NOFOLLOW_LINKS)) {
                journal.delete();
                continue;
            }
            LOG.warn(
                    "{}: its list is gone; failed list and report are made from the journal alone,"
                            + " lines that were not read are not in them",
                    files.name());
            new Publication(files, journal).publishWithoutList();
        }
    }

    private Set<String> runsWithJournal() throws IOException {
        Set<String> runs = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                JOURNAL_ENDINGS.stream()
                        .filter(name::endsWith)
                        .forEach(ending -> runs.add(name.substring(0, name.length() - ending.length())));
            }
        }
        return runs;
    }

    /** Lets another process have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** The folder that lists are dropped into. */
    public Path inbox() {
        return inbox;
    }
}
