package dev.dromedary.registry.client;

import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The tries of one request: how many there were, and how much of its time they took. */
final class Tries {
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    /** A body of unknown fate is given the time that a slow line needs; it does not count. */
    private static final int SLOW_BYTES_PER_SECOND = 10_000;
    /** A try that had less time and no answer tells of nothing but that. */
    private static final Duration TOO_SHORT = Duration.ofSeconds(1);

    private final Patience patience;
    private final Duration forBody;
    private int made;
    private boolean askedOnceMore;
    private long spent;
    private long began;
    private Duration given = Duration.ZERO;
    private @Nullable RegistryException answered;

    Tries(Patience patience, long bodyLength) {
        this.patience = patience;
        this.forBody = Duration.ofSeconds(bodyLength / SLOW_BYTES_PER_SECOND);
    }

    /** Begins a try, and answers how long it may take. */
    Duration begin() {
        made++;
        began = System.nanoTime();
        given = left();
        return given.plus(forBody);
    }

    /** Ends a try that failed; answers whether another one may help. */
    boolean isWorthAnother(RegistryException failure) {
        spent += Math.max(0, System.nanoTime() - began - forBody.toNanos());
        answered = failure.status() == 0 ? answered : failure;
        if (failure.isWrongBytes()) {
            boolean first = !askedOnceMore;
            askedOnceMore = true;
            return first && hasTime();
        }
        return failure.isRetryable()
                && made < patience.requestTries()
                && hasTime()
                && failure.retryAfter()
                        .filter(wait -> wait.compareTo(patience.maxWait()) > 0)
                        .isEmpty();
    }

    /** What is left is worth a request. */
    private boolean hasTime() {
        return left().toMillis() >= 100;
    }

    /** How long to wait before the next try: as long as the registry asks for, and never less than the back-off. */
    Duration backOff(RegistryException failure) {
        if (failure.isWrongBytes()) {
            return Duration.ZERO;
        }
        Duration wait = backOff(patience.firstBackOff(), made);
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(wait) > 0) {
            return asked; // what a registry asks for does not count
        }
        spent += wait.toNanos();
        return wait;
    }

    /** The wait after so many failures in a row: it doubles up to 30 s, ± 20 %. */
    static Duration backOff(Duration first, int failures) {
        Duration doubled = first.multipliedBy(1L << Math.max(0, Math.min(failures - 1, 16)));
        Duration wait = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
        return Duration.ofNanos(
                (long) (wait.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }

    /** What is to be told of a failure that is the last one. */
    RegistryException last(RegistryException failure) {
        RegistryException known = answered;
        boolean cutShort = failure.status() == 0 && given.compareTo(TOO_SHORT) < 0;
        RegistryException told = cutShort && known != null ? known : failure;
        return told.forGood(made > 1 ? "; tried " + made + " times" : "");
    }

    private Duration left() {
        Duration left = patience.requestTimeout().minusNanos(spent);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
