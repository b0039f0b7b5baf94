package dev.dromedary.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The lists in the folder of one schedule, which stay there, and how they get to work.
 *
 * @param folder where they are
 * @param destination where they are mirrored
 */
record ScheduledLists(Path folder, DropFolder destination, Settling settling, Time time) {

    /** What o'clock it is, and a clock that nobody sets. */
    record Time(Clock clock, LongSupplier nanos) {}

    /** What came of an attempt to copy a list. */
    enum Copy {
        COPIED,
        GONE,
        NO_FILE,
        NO_RIGHT,
        WRITTEN_TO
    }

    Instant now() {
        return time.clock().instant();
    }

    long nanoTime() {
        return time.nanos().getAsLong();
    }

    static boolean isList(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(RunName.LIST_ENDING)
                && !name.startsWith(".")
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A name for a run of this list, which nothing else gets from now on. */
    String newRun(String listName) {
        return destination.reserve(listName);
    }

    /** False when the run exists already; else nothing but it gets the name from now on. */
    boolean reserve(String run) {
        return destination.reserveRun(run);
    }

    /** Nothing comes of this run. */
    void forget(String run) {
        destination.release(run);
    }

    /** Nothing comes of this run, nor of what was copied of it. */
    void discard(String run) throws IOException {
        AtomicFile.discard(destination.workFile(run));
        destination.release(run);
    }

    boolean isInWork(String run) {
        return Files.exists(destination.workFile(run), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the run ended, and without a failed line. */
    boolean endedWell(String run) {
        RunFiles files = destination.filesOf(destination.workFile(run));
        return files.done().filter(Files::exists).isPresent() && !Files.exists(files.failedList());
    }

    /** Copies a list into work/, whole or not at all, unless somebody is writing to it. */
    Copy copy(String listName, String run) throws IOException {
        try {
            // a volume of Kubernetes has links within itself; one that leads out of the folder would open what its
            // owner may not read
            Path real = folder.resolve(listName).toRealPath();
            BasicFileAttributes before = attributes(real);
            if (!before.isRegularFile() || !real.startsWith(folder.toRealPath())) {
                return Copy.NO_FILE;
            }
            if (!settling.isSettled(real)) {
                return Copy.WRITTEN_TO;
            }
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                destination.adopt(run, out -> {
                    in.transferTo(out);
                    requireSame(before, attributes(real));
                });
            }
            return Copy.COPIED;
        } catch (ChangedException e) {
            return Copy.WRITTEN_TO;
        } catch (AccessDeniedException e) {
            return Copy.NO_RIGHT;
        } catch (NoSuchFileException e) {
            return Copy.GONE;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void requireSame(BasicFileAttributes before, BasicFileAttributes after) throws ChangedException {
        if (before.size() != after.size() || !before.lastModifiedTime().equals(after.lastModifiedTime())) {
            throw new ChangedException();
        }
    }

    /** Somebody wrote to the list while it was copied. */
    private static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
