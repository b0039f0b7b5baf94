package dev.dromedary.registry.client;

import dev.dromedary.registry.Patience;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of one blob on their way from one registry to another, watched: the end that lets them stand still, or lets
 * them trickle for a minute, is cut off.
 */
final class Flow implements AutoCloseable {
    private final Patience patience;
    private final ScheduledFuture<?> looking;

    private final AtomicLong moved = new AtomicLong();
    /** Reads and writes that ended. */
    private final AtomicLong steps = new AtomicLong();

    private volatile Side busy = Side.NOBODY;
    private volatile Cutoff source = new Cutoff();
    private volatile Cutoff destination = new Cutoff();

    private volatile boolean awaitsAnswer;
    private volatile long answerDue;
    private volatile long patienceWithAnswer;

    private long seen;
    private long seenAt = System.nanoTime();
    private long inWindow;
    private long windowBegan = seenAt;
    /** How many looks of the window found the source at work, less those that found the destination. */
    private int sourcesLooks;

    /** Who is waited for. */
    enum Side {
        SOURCE,
        DESTINATION,
        /** Nobody who could be too slow: a pause, or an answer that has a bound of its own. */
        NOBODY
    }

    Flow(Watchdog watchdog, Patience patience) {
        this.patience = patience;
        Duration period = patience.stallTimeout().dividedBy(8);
        looking = watchdog.every(period.toMillis() < 10 ? Duration.ofMillis(10) : period, this::look);
    }

    void reads(Cutoff from) {
        source = from;
    }

    /** A request to the destination begins; each wait for its answer is that long at most. */
    void writes(Cutoff to, Duration answerTimeout) {
        destination = to;
        patienceWithAnswer = answerTimeout.toNanos();
        answerDue = System.nanoTime() + patienceWithAnswer;
        awaitsAnswer = true;
    }

    void bodyBegins() {
        awaitsAnswer = false;
    }

    void bodyEnds() {
        busy = Side.NOBODY;
        answerDue = System.nanoTime() + patienceWithAnswer;
        awaitsAnswer = true;
    }

    void answered() {
        awaitsAnswer = false;
    }

    void cutDestination(String why) {
        destination.cut(why);
    }

    void waitsFor(Side side) {
        busy = side;
    }

    void wrote() {
        steps.incrementAndGet();
    }

    void moved(int bytes) {
        steps.incrementAndGet();
        moved.addAndGet(bytes);
    }

    private void look() {
        long now = System.nanoTime();
        Side side = busy;
        if (steps.get() != seen || side == Side.NOBODY) {
            seen = steps.get();
            seenAt = now;
        }
        if (now - seenAt >= patience.stallTimeout().toNanos()) {
            cut(side, "no byte for " + Watchdog.shown(patience.stallTimeout()));
            seenAt = now;
        }
        lookAtSpeed(now, side);
        if (awaitsAnswer && now - answerDue > 0) {
            destination.cut("no whole answer for " + Watchdog.shown(Duration.ofNanos(patienceWithAnswer)));
        }
    }

    private void lookAtSpeed(long now, Side side) {
        Duration window = patience.speedWindow();
        if (side == Side.NOBODY) {
            newWindow(now);
            return;
        }
        sourcesLooks += side == Side.SOURCE ? 1 : -1;
        if (now - windowBegan >= window.toNanos()) {
            if ((moved.get() - inWindow) * 1000.0 / window.toMillis() < patience.minSpeed()) {
                cut(
                        sourcesLooks > 0 ? Side.SOURCE : Side.DESTINATION,
                        "less than " + patience.minSpeed() + " bytes/s for " + Watchdog.shown(window));
            }
            newWindow(now);
        }
    }

    private void newWindow(long now) {
        windowBegan = now;
        inWindow = moved.get();
        sourcesLooks = 0;
    }

    private void cut(Side side, String why) {
        (side == Side.SOURCE ? source : destination).cut(why);
    }

    @Override
    public void close() {
        looking.cancel(false);
    }
}
