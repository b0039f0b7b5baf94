package dev.dromedary.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.list.IoReason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody is told of a list that ended: a file of JSON, which lies there until it was sent. It is published before the
 * list leaves work/, so that a process that is killed in between publishes it again.
 */
final class Notification {
    private static final Logger LOG = LoggerFactory.getLogger(Notification.class);
    private static final int MOST_FAILURES = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFiles files;
    private final ObjectNode json = JSON.createObjectNode();

    private Notification(RunFiles files, String end, String reason) {
        this.files = files;
        json.put("run", files.name());
        json.put("list", files.listName());
        json.put("kind", files.kind().shownName());
        json.put("end", end);
        json.put("reason", reason);
    }

    /**
     * Of a list all of whose lines have their outcome.
     *
     * @param stopReason why not all of them were begun; empty when they were
     */
    static void publishEnd(RunFiles files, Journal journal, String stopReason) {
        publish(files, () -> {
            Notification notification =
                    new Notification(files, stopReason.isEmpty() ? "finished" : "stopped", stopReason);
            notification.count(journal.tally());
            notification.addFailures(journal);
            return notification;
        });
    }

    /** Of a list that could not be taken as a whole. */
    static void publishRejection(RunFiles files, String reason) {
        publish(files, () -> new Notification(files, "rejected", reason));
    }

    private interface Making {
        Notification make() throws IOException;
    }

    /** That nobody can be told is no reason for a list not to end. */
    private static void publish(RunFiles files, Making making) {
        Optional<Path> target = files.notification();
        if (target.isEmpty()) {
            return;
        }
        try {
            Notification notification = making.make();
            notification.addTimes(Instant.now());
            AtomicFile.publish(target.get(), out -> out.write(JSON.writeValueAsBytes(notification.json)));
        } catch (IOException e) {
            LOG.warn("{}: nobody is told of its end: {}", files.name(), IoReason.of(e));
        }
    }

    private void count(Tally tally) {
        ObjectNode lines = json.putObject("lines");
        Stream.of(Outcome.values())
                .filter(files.kind()::hasOutcome)
                .forEach(outcome -> lines.put(outcome.toString(), tally.of(outcome)));
        json.put("bytes", tally.moved().sent());
        json.put(
                "failedList",
                tally.failures() == 0
                        ? null
                        : files.failedList().toAbsolutePath().toString());
    }

    private void addFailures(Journal journal) throws IOException {
        ArrayNode failures = json.putArray("failures");
        long last = journal.tally().failures() == 0 ? 0 : journal.lastLine();
        for (long line = 1; line <= last && failures.size() < MOST_FAILURES; line++) {
            Optional<LineRecord> failure = journal.failure(line);
            if (failure.isPresent()) {
                failures.addObject()
                        .put("line", line)
                        .put("outcome", failure.get().outcome().toString())
                        .put("source", failure.get().source())
                        .put("destination", failure.get().destination())
                        .put("reason", failure.get().reason());
            }
        }
    }

    private void addTimes(Instant ended) {
        Instant end = ended.truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> taken = RunName.time(String.valueOf(files.journal().getFileName()));
        json.put("taken", taken.map(Instant::toString).orElse(null));
        json.put("ended", end.toString());
        json.put(
                "seconds",
                taken.map(from -> BigDecimal.valueOf(
                                Math.max(0, Duration.between(from, end).toMillis()), 3))
                        .orElse(null));
    }
}
