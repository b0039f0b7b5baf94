package dev.dromedary.registry.client;

import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * The way to end an exchange from outside: a blocked read or write can't end itself. Its connection is closed, and what
 * waits for it gets an IOException.
 */
final class Cutoff implements AutoCloseable {
    private @Nullable HttpUriRequestBase current;
    private @Nullable Future<?> timer;
    private @Nullable String reason;

    /** From now on this request is the one to end; it is ended at once where the cut came before it. */
    synchronized void watch(HttpUriRequestBase request) {
        current = request;
        if (reason != null) {
            request.cancel();
        }
    }

    /** The timer that ends it, when there is one. */
    synchronized void within(Future<?> scheduled) {
        timer = scheduled;
    }

    /** Ends the exchange; {@code why} tells people. */
    synchronized void cut(String why) {
        if (reason == null) {
            reason = why;
            if (current != null) {
                current.cancel();
            }
        }
    }

    /** Why it was cut; null when it was not. */
    synchronized @Nullable String reason() {
        return reason;
    }

    /** Stops the timer; the exchange goes on. */
    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
