package dev.dromedary.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of a folder work, given out in the order of the names of their runs. The folder is not looked through anew for
 * each of them, since thousands may lie there.
 */
public final class ListQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ListQueue.class);

    /** How old a look may be; what lies in work by then takes its place among the others. */
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    /** So many times as long as a look took, there is no other one: looks never take most of the time. */
    private static final int REST = 10;

    private final Path work;
    private final Predicate<Path> isDue;
    private final LongSupplier nanoTime;
    private final Deque<Path> lists = new ArrayDeque<>();
    private final Set<Path> taken = new HashSet<>();
    private long lookedAt;
    private long rest;

    /** @param isDue false for a list that is not to be taken now */
    ListQueue(Path work, Predicate<Path> isDue, LongSupplier nanoTime) {
        this.work = work;
        this.isDue = isDue;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
    }

    /** True when there is a list to be taken. */
    public synchronized boolean hasNext() {
        if (nanoTime.getAsLong() - lookedAt >= (lists.isEmpty() ? rest : Math.max(rest, FRESH))) {
            look();
        }
        while (!lists.isEmpty() && !mayBeTaken(lists.element())) {
            lists.remove();
        }
        return !lists.isEmpty();
    }

    /** Takes the next list, which is given out to nobody else until it is released. Throws when there is none. */
    public synchronized Path next() {
        Path list = lists.remove();
        taken.add(list);
        return list;
    }

    /** The turn at this list is over; when it still lies in work, it is taken again some time. */
    public synchronized void release(Path list) {
        taken.remove(list);
    }

    private void look() {
        long start = nanoTime.getAsLong();
        lists.clear();
        names().forEach(run -> lists.add(work.resolve(run + RunName.LIST_ENDING)));
        lookedAt = nanoTime.getAsLong();
        rest = (lookedAt - start) * REST;
    }

    /** A folder that can't be read, which health tells of, holds nothing. */
    private Set<String> names() {
        Set<String> runs = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(RunName.LIST_ENDING) && !name.startsWith(".")) {
                    runs.add(RunName.withoutEnding(name));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("cannot look into {}: {}", work, e.getMessage());
        }
        return runs;
    }

    /** False also for a name whose bytes are no UTF-8: no file is found by what it is read as. */
    private boolean mayBeTaken(Path list) {
        return !taken.contains(list)
                && Files.exists(list, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(list)
                && isDue.test(list);
    }
}
