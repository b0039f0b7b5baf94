package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of lists that could not be worked on: put away for good, or left alone for a moment. */
final class Setbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);
    private static final long REST = Duration.ofSeconds(5).toNanos();

    private final RunPlaces places;
    private final Map<Path, Long> rolledBack = new ConcurrentHashMap<>();

    Setbacks(RunPlaces places) {
        this.places = places;
    }

    /** Puts a list away that can't be taken as a whole. */
    RunResult reject(RunFiles files, String reason) {
        try {
            places.reject(files, reason);
            LOG.warn("{}: rejected: {}", files.name(), reason);
            return RunResult.unfinished(files, RunResult.End.REJECTED, reason);
        } catch (IOException e) {
            return rollBack(files, "cannot put away the rejected list: " + IoReason.of(e));
        }
    }

    /** Leaves a list where it is, to be taken again in a moment. */
    RunResult rollBack(RunFiles files, String reason) {
        rolledBack.values().removeIf(at -> System.nanoTime() - at >= REST);
        rolledBack.put(files.list(), System.nanoTime());
        LOG.error("{}: cannot go on for now: {}", files.name(), reason);
        return RunResult.unfinished(files, RunResult.End.ROLLED_BACK, reason);
    }

    /** False for a list that was rolled back a moment ago. */
    boolean isDue(Path list) {
        Long at = rolledBack.get(places.filesOf(list).list());
        return at == null || System.nanoTime() - at >= REST;
    }
}
