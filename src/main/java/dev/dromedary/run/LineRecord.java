package dev.dromedary.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.image.Moved;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line: a record of the journal, and of the report that is made from it.
 *
 * @param line its number in the list, from 1
 * @param moved of its blobs, in a check what would be; neither journal nor report tell what was saved, so that is of this
 *     process only
 * @param text the line as written, of failed and unreadable ones
 */
public record LineRecord(
        long line,
        Outcome outcome,
        @Nullable String source,
        @Nullable String destination,
        @Nullable String digest,
        Moved moved,
        Duration took,
        @Nullable String reason,
        @Nullable String text) {
    private static final ObjectMapper READER = new ObjectMapper();

    /** The bytes of the blobs that were sent. */
    public long bytes() {
        return moved.sent();
    }

    /** One JSON object and a line feed. */
    byte[] toJson() {
        return JsonLine.of(json -> {
            json.writeNumberField("line", line);
            json.writeStringField("outcome", outcome.toString());
            json.writeStringField("source", source);
            json.writeStringField("destination", destination);
            json.writeStringField("digest", digest);
            json.writeNumberField("bytes", bytes());
            json.writeNumberField("seconds", BigDecimal.valueOf(took.toMillis(), 3));
            json.writeStringField("reason", reason);
            if (text != null) {
                json.writeStringField("text", text);
            }
        });
    }

    /** Throws IOException when these bytes are no record. */
    static LineRecord of(byte[] json) throws IOException {
        JsonNode node = READER.readTree(json);
        if (node.path("line").asLong() < 1) {
            throw new IOException("a journal's record has no line");
        }
        Outcome outcome = Outcome.of(node.path("outcome").asText())
                .orElseThrow(() -> new IOException("a journal's record has no outcome"));
        BigDecimal seconds = node.path("seconds").decimalValue().setScale(3, RoundingMode.HALF_UP);
        return new LineRecord(
                node.path("line").asLong(),
                outcome,
                text(node, "source"),
                text(node, "destination"),
                text(node, "digest"),
                Moved.sent(node.path("bytes").asLong()),
                Duration.ofMillis(seconds.unscaledValue().longValue()),
                text(node, "reason"),
                text(node, "text"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }
}
