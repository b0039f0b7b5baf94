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
 * @param copied false while lists of the last start may still have to be copied
 * @param runs of the last start, by the names of their lists
 */
record ScheduleRecord(Instant due, Optional<Instant> started, boolean copied, Map<String, String> runs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a schedule that is new: what was due before is nobody's. */
    static ScheduleRecord since(Instant now) {
        return new ScheduleRecord(now, Optional.empty(), true, Map.of());
    }

    ScheduleRecord withDue(Instant newDue) {
        return new ScheduleRecord(newDue, started, copied, runs);
    }

    ScheduleRecord withAllCopied() {
        return new ScheduleRecord(due, started, true, runs);
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
                    json.hasNonNull("started")
                            ? Optional.of(Instant.parse(json.path("started").asText()))
                            : Optional.empty(),
                    json.path("copied").asBoolean(),
                    runs));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty(); // nothing that we wrote
        }
    }

    void publish(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("due", due.toString());
        started.ifPresent(time -> json.put("started", time.toString()));
        json.put("copied", copied);
        ObjectNode names = json.putObject("runs");
        runs.forEach(names::put);
        AtomicFile.publish(file, out -> out.write(JSON.writeValueAsBytes(json)));
    }
}
