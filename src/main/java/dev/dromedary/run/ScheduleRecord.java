package dev.dromedary.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is kept on disk of a schedule. It is written before the first list of a start is copied, so that a process that is
 * killed after that knows what it had begun.
 *
 * @param due the newest time of the timetable that was seen to, by a start or because the last start still went on
 * @param started when lists were taken last, if ever
 * @param succeeded when a start was last found to have ended well, if ever
 * @param runs of the last start, by the names of their lists
 */
record ScheduleRecord(
        Instant due, Optional<Instant> started, Optional<Instant> succeeded, State state, Map<String, String> runs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How far the last start is. */
    enum State {
        /** Some of its lists may still have to be copied. */
        COPYING,
        /** Its runs were made, and nobody has seen yet how they ended. */
        GOING,
        ENDED
    }

    /** Of a schedule that is new: what was due before is nobody's. */
    static ScheduleRecord since(Instant now) {
        return new ScheduleRecord(now, Optional.empty(), Optional.empty(), State.ENDED, Map.of());
    }

    ScheduleRecord withDue(Instant newDue) {
        return new ScheduleRecord(newDue, started, succeeded, state, runs);
    }

    ScheduleRecord withStart(Instant newDue, Instant now, Map<String, String> newRuns) {
        return new ScheduleRecord(
                newDue, Optional.of(now), succeeded, newRuns.isEmpty() ? State.ENDED : State.COPYING, newRuns);
    }

    ScheduleRecord withAllCopied() {
        return new ScheduleRecord(due, started, succeeded, State.GOING, runs);
    }

    /** @param success when it ended well; empty when it did not, which leaves the success before */
    ScheduleRecord withEnd(Optional<Instant> success) {
        return new ScheduleRecord(due, started, success.or(() -> succeeded), State.ENDED, runs);
    }

    /** Empty when there is no such file, or one that says nothing. */
    static Optional<ScheduleRecord> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            Map<String, String> runs = new TreeMap<>();
            for (Map.Entry<String, JsonNode> run : json.path("runs").properties()) {
                runs.put(run.getKey(), run.getValue().asText());
            }
            return Optional.of(new ScheduleRecord(
                    Instant.parse(json.path("due").asText()),
                    time(json, "started"),
                    time(json, "succeeded"),
                    State.valueOf(json.path("state").asText()),
                    runs));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty(); // nothing that we wrote
        }
    }

    private static Optional<Instant> time(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asText).map(Instant::parse);
    }

    void publish(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("due", due.toString());
        started.ifPresent(time -> json.put("started", time.toString()));
        succeeded.ifPresent(time -> json.put("succeeded", time.toString()));
        json.put("state", state.name());
        ObjectNode names = json.putObject("runs");
        runs.forEach(names::put);
        AtomicFile.publish(file, out -> out.write(JSON.writeValueAsBytes(json)));
    }
}
