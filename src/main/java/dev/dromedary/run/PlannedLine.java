package dev.dromedary.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.dromedary.list.OneLine;
import dev.dromedary.mirror.MirrorRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What one line of a list means, or why it can't be read. */
public final class PlannedLine {
    private final Entry entry;

    PlannedLine(Entry entry) {
        this.entry = entry;
    }

    public boolean isUnreadable() {
        return entry.request() == null;
    }

    /** Line, outcome, source, destination and reason with tabs between them and a line feed; each may be empty. */
    public byte[] toText() {
        MirrorRequest request = entry.request();
        return Columns.of(
                entry.raw().number(),
                outcome(),
                request == null ? null : shown(request.source()),
                request == null ? null : shown(request.destination()),
                OneLine.of(entry.unreadable()));
    }

    /** The same as one JSON object and a line feed, with the members of a report. */
    public byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        MirrorRequest request = entry.request();
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("line", entry.raw().number());
            json.writeStringField("outcome", outcome());
            json.writeStringField("source", request == null ? null : shown(request.source()));
            json.writeStringField("destination", request == null ? null : shown(request.destination()));
            json.writeStringField("reason", request == null ? OneLine.of(entry.unreadable()) : null);
            if (request == null) {
                json.writeStringField("text", entry.raw().text());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory can't fail", e);
        }
        return out.toByteArray();
    }

    private String outcome() {
        return isUnreadable() ? Outcome.UNREADABLE.toString() : "planned";
    }

    private static String shown(Object reference) {
        return OneLine.of(reference.toString());
    }

    /** Made when JSON is asked for: a plan in text starts sooner without. */
    private static final class Json {
        static final JsonFactory FACTORY = new JsonFactory();
    }
}
