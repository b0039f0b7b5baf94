package dev.dromedary.registry.client;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what takes too long or stands still: the one timer of all exchanges. */
final class Watchdog implements Closeable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** What ends an exchange when its time is over. */
    Cutoff within(Duration time) {
        Cutoff cutoff = new Cutoff();
        cutoff.within(timer.schedule(
                () -> cutoff.cut("took longer than " + shown(time)), time.toMillis(), TimeUnit.MILLISECONDS));
        return cutoff;
    }

    /** Looks again and again until the answer is cancelled. */
    ScheduledFuture<?> every(Duration period, Runnable look) {
        return timer.scheduleWithFixedDelay(look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    static String shown(Duration time) {
        return time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
