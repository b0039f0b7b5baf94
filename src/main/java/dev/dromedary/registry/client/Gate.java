package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a registry may be asked. It is left alone while it says so, by all lines and no other registry with it; it is never
 * asked more often than is set; and when it refused for being asked too often, it is asked a little more slowly than it
 * took before, until it no longer minds.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final long SECOND = 1_000_000_000L;
    /** As fast as this, a pace is none. */
    private static final double FAST = 1_000;
    /** Requests in a second. */
    private static final double CAREFUL = 10;

    private static final int ENOUGH_TO_TELL = 5;

    private final RegistryName registry;
    private final Patience patience;
    private final double most;
    private final TrafficListener listener;

    private long openAt = System.nanoTime();
    private String closedBecause = "";
    private long nextSlot = openAt;
    /** Requests in a second; as much as FAST is without a bound. */
    private double pace;

    private long secondBegan = openAt;
    private int taken;
    private int takenInSecondBefore;
    private int refusalsInARow;
    private long refusedAt = openAt;

    /** @param requestsPerSecond the most that is set; 0 = no cap */
    Gate(RegistryName registry, Patience patience, int requestsPerSecond, TrafficListener listener) {
        this.registry = registry;
        this.patience = patience;
        this.listener = listener;
        this.most = requestsPerSecond == 0 ? FAST : requestsPerSecond;
        this.pace = most;
    }

    /** Waits until the registry may be asked. Throws when that is later than {@code mirror.max-wait} from now. */
    void pass(Lease lease) throws RegistryException {
        while (true) {
            Duration wait = Duration.ofNanos(reserve() - System.nanoTime());
            if (!wait.isNegative() && !wait.isZero()) {
                rest(lease, isOpen() ? TrafficListener.Wait.PACE : TrafficListener.Wait.ASKED, wait);
            }
            if (isOpen()) {
                return;
            }
        }
    }

    /** Waits until what failed is to be tried again. */
    void backOff(Lease lease, RegistryException failure, Duration time) throws RegistryException {
        boolean asked = failure.retryAfter().equals(Optional.of(time));
        rest(lease, asked ? TrafficListener.Wait.ASKED : TrafficListener.Wait.BACK_OFF, time);
    }

    private void rest(Lease lease, TrafficListener.Wait why, Duration time) throws RegistryException {
        listener.waiting(registry, why, time);
        lease.rest(time);
    }

    /** Waits while the registry wants to be left alone, without counting as a request. */
    void awaitOpen(Lease lease) throws RegistryException {
        Duration closed = closedFor();
        while (!closed.isZero()) {
            refuseLongWait(closed);
            tellOfWait();
            lease.rest(closed);
            closed = closedFor();
        }
    }

    /** Somebody waits until it may be asked, where it wants to be left alone. */
    void tellOfWait() {
        Duration closed = closedFor();
        if (!closed.isZero()) {
            listener.waiting(registry, TrafficListener.Wait.ASKED, closed);
        }
    }

    /** How long the registry wants to be left alone yet. */
    synchronized Duration closedFor() {
        long left = openAt - System.nanoTime();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /** The registry took a request. */
    synchronized void taken() {
        if (isOpen()) {
            refusalsInARow = 0;
        }
        tick();
        taken++;
    }

    /** The registry asked to be left alone. Throws when it asks for more than {@code mirror.max-wait}. */
    synchronized void close(RegistryException asked) throws RegistryException {
        boolean open = isOpen();
        if (open) {
            refusalsInARow++;
        }
        Duration wait = asked.retryAfter().orElseGet(() -> Tries.backOff(patience.firstBackOff(), refusalsInARow));
        long until = System.nanoTime() + wait.toNanos();
        if (asked.status() == 429 && open) {
            slowDown();
        }
        if (until - openAt > 0) {
            openAt = until;
            nextSlot = until;
            closedBecause = String.valueOf(asked.getMessage());
            LOG.info("{} is left alone for {}: {}", registry, Watchdog.shown(wait), closedBecause);
        }
        if (wait.compareTo(patience.maxWait()) > 0) {
            throw asked.forGood("; it may work again at " + clock(wait));
        }
    }

    private synchronized boolean isOpen() {
        return System.nanoTime() - openAt >= 0;
    }

    private synchronized long reserve() throws RegistryException {
        long now = System.nanoTime();
        refuseLongWait(Duration.ofNanos(openAt - now));
        tick();
        long slot = Math.max(now, Math.max(openAt, nextSlot));
        nextSlot = pace >= FAST ? slot : slot + (long) (SECOND / pace);
        return slot;
    }

    private synchronized void refuseLongWait(Duration closed) throws RegistryException {
        if (closed.compareTo(patience.maxWait()) > 0) {
            throw RegistryException.refused(
                    registry + " wants to be left alone; it may work again at " + clock(closed) + ". It said: "
                            + closedBecause,
                    null);
        }
    }

    /** A little less than what was taken in a second before it was too much; where that says nothing, half. */
    private void slowDown() {
        tick();
        refusedAt = secondBegan;
        int measured = Math.max(taken, takenInSecondBefore);
        double slower = measured >= ENOUGH_TO_TELL ? measured * 0.9 : Math.min(pace, 2 * CAREFUL) / 2;
        pace = Math.max(1, Math.min(pace, slower));
    }

    /** The pace grows slowly for half a minute after a refusal, and fast when nothing was refused for longer. */
    private void tick() {
        long now = System.nanoTime();
        long seconds = (now - secondBegan) / SECOND;
        if (seconds > 0) {
            takenInSecondBefore = seconds == 1 ? taken : 0;
            taken = 0;
            secondBegan += seconds * SECOND;
            double growth = secondBegan - refusedAt > 30 * SECOND ? 1.5 : 1.02;
            pace = Math.min(most, pace * Math.pow(growth, (int) Math.min(seconds, 1_000)));
        }
    }

    private static Instant clock(Duration wait) {
        return Instant.now().plus(wait).truncatedTo(ChronoUnit.SECONDS);
    }
}
