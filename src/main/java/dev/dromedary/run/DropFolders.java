package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The server's data folder, this server's alone: one drop folder for each kind of list. */
public final class DropFolders implements Closeable {
    private static final Set<DropFolder.Kind> DROPPED =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(DropFolder.Kind.CHECK)));

    private final Path data;
    private final FileChannel lock;
    private final Clock clock;
    private final Settling settling = new Settling(System::nanoTime);
    private final Map<DropFolder.Kind, DropFolder> folders = new EnumMap<>(DropFolder.Kind.class);

    private DropFolders(Path data, FileChannel lock, Clock clock) {
        this.data = data;
        this.lock = lock;
        this.clock = clock;
        for (DropFolder.Kind kind : DROPPED) {
            folders.put(kind, new DropFolder(data, kind, clock, settling));
        }
    }

    /** Makes the folders that are missing. Throws IOException, in one line, when they can't serve. */
    public static DropFolders open(Path data, Clock clock) throws IOException {
        try {
            Files.createDirectories(data);
            DropFolders opened = new DropFolders(data, FolderLock.take(data), clock);
            for (DropFolder folder : opened.folders.values()) {
                folder.prepare();
            }
            return opened;
        } catch (FolderLock.TakenException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "cannot use mirror.data \"" + data + "\": expected a folder on one file system"
                            + " that can be written to, found "
                            + (Files.isRegularFile(data) ? "a file" : IoReason.of(e)),
                    e);
        }
    }

    /** From now on each list that ends leaves a notification in work/notifications/. Throws IOException when that can't be made. */
    public void keepNotifications() throws IOException {
        Path outbox = data.resolve("work").resolve("notifications");
        try {
            Files.createDirectories(outbox);
        } catch (IOException e) {
            throw new IOException("cannot keep notifications in \"" + outbox + "\": " + IoReason.of(e), e);
        }
        folders.values().forEach(folder -> folder.notifyBy(outbox));
    }

    /** The kinds of lists that are dropped. */
    public static Set<DropFolder.Kind> kinds() {
        return DROPPED;
    }

    public DropFolder of(DropFolder.Kind kind) {
        DropFolder folder = folders.get(kind);
        if (folder == null) {
            throw new IllegalStateException("every kind of dropped lists has its folder");
        }
        return folder;
    }

    /**
     * The schedules whose lists are mirrored from this folder. Throws IOException, in one line, when they can't be kept.
     *
     * @param timetables by the names of the schedules
     */
    public Schedules schedules(Map<String, Timetable> timetables) throws IOException {
        ScheduledLists.Time time = new ScheduledLists.Time(clock, System::nanoTime);
        try {
            return new Schedules(data, of(DropFolder.Kind.MIRROR), timetables, settling, time);
        } catch (IOException e) {
            throw new IOException("cannot keep schedules in \"" + data + "\": " + IoReason.of(e), e);
        }
    }

    /** True when nobody has written to this file of an inbox for a while. */
    public boolean isSettled(Path list) {
        return settling.isSettled(list);
    }

    /** Clears up what a process that was killed at the end of a run left behind. To be called before any list is taken. */
    public void recover() throws IOException {
        for (DropFolder folder : folders.values()) {
            folder.recover();
        }
    }

    /** Removes runs from done/ that ended longer ago than this, and from failed/ where that has an age too. */
    public void removeOld(Duration keep, Optional<Duration> keepFailed) {
        folders.values().forEach(folder -> folder.removeOld(keep, keepFailed));
    }

    /** Lets another process have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
