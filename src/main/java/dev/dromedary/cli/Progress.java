package dev.dromedary.cli;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.ListPlan;
import dev.dromedary.run.ListRules;
import dev.dromedary.run.RejectedListException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is, in the last line of a terminal; without a terminal nothing is shown, for the log tells of each line. */
final class Progress {
    private static final long EVERY_MILLIS = 250;

    private final PrintStream err = System.err;
    private final LastLine line = new LastLine(err);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long started = System.nanoTime();
    private long lines;
    private long failures;
    private long bytes;
    private final LongAdder onTheWire = new LongAdder();
    private volatile long total;

    private Progress() {}

    /** The progress of this list, whose lines are counted meanwhile. */
    static Progress of(Path list, ListRules rules) {
        Progress progress = new Progress();
        if (isOnTerminal()) {
            progress.begin(list, rules);
        }
        return progress;
    }

    /** Whether standard error is a terminal: the launcher tells, since a JVM knows of the other two streams only. */
    private static boolean isOnTerminal() {
        String type = System.getenv().getOrDefault("TERM", "");
        return Boolean.getBoolean("dromedary.terminal") && !type.isEmpty() && !type.equals("dumb");
    }

    private void begin(Path list, ListRules rules) {
        System.setErr(new PrintStream(line, true, StandardCharsets.UTF_8));
        Thread thread = new Thread(() -> tell(list, rules), "progress");
        thread.setDaemon(true);
        thread.start();
    }

    private void tell(Path list, ListRules rules) {
        try {
            line.show(text());
            total = count(list, rules);
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                line.show(text());
            }
        } catch (IOException e) {
            // nobody looks any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lines that will have an outcome; 0 when nobody can tell, which the run itself will say better. */
    private static long count(Path list, ListRules rules) {
        long count = 0;
        try (ListPlan plan = ListPlan.open(list, rules)) {
            while (plan.next().isPresent()) {
                count++;
            }
            return count;
        } catch (RejectedListException | IOException e) {
            return 0;
        }
    }

    /** Is told of bytes while they move: a large image takes long until its line is settled. */
    TrafficListener traffic() {
        return new TrafficListener() {
            @Override
            public void sent(RegistryName registry, long count) {
                onTheWire.add(count);
            }
        };
    }

    synchronized void settled(LineRecord record) {
        lines++;
        bytes += record.bytes();
        if (record.outcome().isFailure()) {
            failures++;
        }
    }

    private String text() {
        return text(Duration.ofNanos(System.nanoTime() - started), total);
    }

    /** {@code 12 of 200 lines, 34.5 MB, 1 failed, 1.2 MB/s, 1m20s left}. */
    synchronized String text(Duration elapsed, long all) {
        long millis = Math.max(1, elapsed.toMillis());
        // what a check would move never is on the wire
        long shown = Math.max(bytes, onTheWire.sum());
        String left = lines > 0 && all >= lines
                ? ", " + Quantity.time(Duration.ofMillis((long) ((double) millis * (all - lines) / lines))) + " left"
                : "";
        return lines + (all > 0 ? " of " + all : "") + " lines, " + Quantity.bytes(shown) + ", " + failures
                + " failed, " + Quantity.bytes((long) (shown * 1000.0 / millis)) + "/s" + left;
    }

    /** Leaves the terminal as it was. */
    void end() throws IOException {
        closed.countDown();
        System.setErr(err);
        line.close();
    }
}
