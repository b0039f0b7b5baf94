package dev.dromedary.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells whether somebody still writes to a file: it has settled when it looks the same twice, at least two seconds apart.
 * The file's times are only compared with each other, never with the clock, which may be another machine's.
 */
final class Settling {
    private static final long APART = Duration.ofSeconds(2).toNanos();
    private static final long POSTPONED = Duration.ofMinutes(1).toNanos();
    private static final long FORGET = Duration.ofMinutes(1).toNanos();

    private final Map<Path, Look> looks = new HashMap<>();
    private final LongSupplier nanoTime;
    private long forgottenAt;

    /** What a file looked like, since when it looks so, and when it was looked at last. */
    private record Look(long size, FileTime modified, long since, long last) {
        boolean isSameAs(Look other) {
            return size == other.size && modified.equals(other.modified);
        }
    }

    Settling(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.forgottenAt = nanoTime.getAsLong();
    }

    /** Looks at the file once more. */
    synchronized boolean isSettled(Path list) {
        Path file = list.toAbsolutePath();
        long now = nanoTime.getAsLong();
        forgetOld(now);
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Look look = new Look(found.size(), found.lastModifiedTime(), now, now);
            Look merged = looks.merge(
                    file,
                    look,
                    (old, fresh) ->
                            old.isSameAs(fresh) ? new Look(old.size(), old.modified(), old.since(), now) : fresh);
            return now - merged.since() >= APART;
        } catch (IOException e) {
            looks.remove(file);
            return false;
        }
    }

    /** Lets the file count as unsettled for a minute. */
    synchronized void postpone(Path list) {
        looks.computeIfPresent(
                list.toAbsolutePath(),
                (path, look) -> new Look(look.size(), look.modified(), nanoTime.getAsLong() + POSTPONED, look.last()));
    }

    private void forgetOld(long now) {
        if (now - forgottenAt > FORGET) {
            forgottenAt = now;
            looks.values().removeIf(look -> now - look.last() > FORGET);
        }
    }
}
