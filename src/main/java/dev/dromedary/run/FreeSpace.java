package dev.dromedary.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the disk of the data folder has room for another list, and logs once when that changes. Once short, it
 * has to have a tenth more than the least before it counts as enough again: a list that ends frees a little and no more.
 */
public final class FreeSpace {
    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
    private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();
    private static final long MB = 1024 * 1024;

    private final Path folder;
    private final long least;
    private final LongSupplier free;
    private final LongSupplier nanoTime;
    private boolean looked;
    private long lookedAt;
    private Look last = new Look(true, 0);

    /**
     * How it was when it was looked at last.
     *
     * @param free in bytes, for those who are not root
     */
    public record Look(boolean enough, long free) {}

    /** @param least in bytes, 0 for anything */
    public FreeSpace(Path folder, long least) {
        this(folder, least, folder.toFile()::getUsableSpace, System::nanoTime);
    }

    FreeSpace(Path folder, long least, LongSupplier free, LongSupplier nanoTime) {
        this.folder = folder;
        this.least = least;
        this.free = free;
        this.nanoTime = nanoTime;
    }

    public boolean isEnough() {
        return look().enough();
    }

    /** Looks at the disk, at most once a second. */
    public synchronized Look look() {
        long now = nanoTime.getAsLong();
        if (!looked || now - lookedAt >= LOOK_AGAIN) {
            looked = true;
            lookedAt = now;
            Look before = last;
            long found = free.getAsLong();
            last = new Look(found >= (before.enough() ? least : least + least / 10), found);
            if (last.enough() != before.enough()) {
                tell();
            }
        }
        return last;
    }

    /** How many bytes have to be free. */
    public long least() {
        return least;
    }

    private void tell() {
        if (last.enough()) {
            LOG.info("the disk of {} has {} MB free: lists are begun again", folder, last.free() / MB);
        } else {
            LOG.warn(
                    "the disk of {} has {} MB free, mirror.min-free is {} MB: no list is begun until there is room,"
                            + " lists that were begun go on",
                    folder,
                    last.free() / MB,
                    least / MB);
        }
    }
}
