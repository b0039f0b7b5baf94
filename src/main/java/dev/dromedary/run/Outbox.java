package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifications that are still to be sent, each a file of its own. What lay there when the process was killed is sent at
 * the next start; what was sent a moment before the kill is sent once more.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_TRIES = 10;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Map<Path, Attempt> attempts = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    private record Attempt(int tries, long notBefore) {}

    public Outbox() {
        this(System::nanoTime);
    }

    Outbox(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** False while one that could not be sent rests. */
    public boolean isDue(Path notification) {
        Attempt attempt = attempts.get(notification);
        return attempt == null || nanoTime.getAsLong() - attempt.notBefore() >= 0;
    }

    /** Somebody took it. */
    public void delivered(Path notification) {
        remove(notification);
    }

    /** Nobody will take it. */
    public void refused(Path notification, String reason) {
        giveUp(notification, reason);
    }

    /** It could not be sent; that may pass. */
    public void failed(Path notification, String reason) {
        Attempt attempt = attempts.getOrDefault(notification, new Attempt(0, 0));
        int tries = attempt.tries() + 1;
        if (tries >= MOST_TRIES) {
            giveUp(notification, reason);
            return;
        }
        long wait = Math.min(LONGEST_WAIT.toNanos(), FIRST_WAIT.toNanos() << (tries - 1));
        attempts.put(notification, new Attempt(tries, nanoTime.getAsLong() + wait));
        LOG.debug("{} is sent again in {} s: {}", notification.getFileName(), wait / 1_000_000_000, reason);
    }

    private void giveUp(Path notification, String reason) {
        LOG.warn(
                "{}: nobody could be told of its end: {}",
                OneLine.of(String.valueOf(notification.getFileName()).replaceFirst("\\.json$", "")),
                OneLine.of(reason));
        remove(notification);
    }

    private void remove(Path notification) {
        attempts.remove(notification);
        try {
            Files.deleteIfExists(notification);
        } catch (IOException e) {
            attempts.put(notification, new Attempt(0, nanoTime.getAsLong() + LONGEST_WAIT.toNanos()));
            LOG.warn("cannot delete a notification, which is sent again in a minute: {}", IoReason.of(e));
        }
    }
}
