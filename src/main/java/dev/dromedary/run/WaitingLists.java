package dev.dromedary.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Lists of one kind that nobody works on yet: those in the inbox, and those in work/ whose turn has not come. */
public final class WaitingLists {
    private final Path inbox;
    private final Path work;
    private final Predicate<Path> isOpen;

    WaitingLists(Path inbox, Path work, Predicate<Path> isOpen) {
        this.inbox = inbox;
        this.work = work;
        this.isOpen = isOpen;
    }

    /**
     * What waits at some moment.
     *
     * @param oldest how long that one has been in its folder which came first; zero when there is none
     */
    public record Look(int lists, Duration oldest) {}

    /** What waits now. A folder that can't be read, which health tells of, holds nothing. */
    public Look look() {
        Counting counting = new Counting(Instant.now());
        count(inbox, counting);
        count(work, counting);
        return new Look(counting.lists, counting.oldest);
    }

    private void count(Path folder, Counting counting) {
        try (DirectoryStream<Path> lists = Files.newDirectoryStream(folder, WaitingLists::isList)) {
            for (Path list : lists) {
                if (!isOpen.test(list)) {
                    counting.count(list);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }

    private static boolean isList(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(RunName.LIST_ENDING) && !name.startsWith(".");
    }

    private static final class Counting {
        private final Instant now;
        private int lists;
        private Duration oldest = Duration.ZERO;

        Counting(Instant now) {
            this.now = now;
        }

        void count(Path list) {
            try {
                Duration age = Duration.between(cameAt(list), now);
                lists++;
                oldest = age.compareTo(oldest) > 0 ? age : oldest;
            } catch (IOException e) {
                return; // it was taken a moment ago
            }
        }

        /** A copied file may keep the time at which it was written; this is when it got its place and name here. */
        private static Instant cameAt(Path list) throws IOException {
            FileTime changed = (FileTime) Files.getAttribute(list, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return changed.toInstant();
        }
    }
}
