package dev.dromedary.run;

import dev.dromedary.list.OneLine;
import dev.dromedary.mirror.MirrorRequest;

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
        MirrorRequest request = entry.request();
        return JsonLine.of(json -> {
            json.writeNumberField("line", entry.raw().number());
            json.writeStringField("outcome", outcome());
            json.writeStringField("source", request == null ? null : shown(request.source()));
            json.writeStringField("destination", request == null ? null : shown(request.destination()));
            json.writeStringField("reason", request == null ? OneLine.of(entry.unreadable()) : null);
            if (request == null) {
                json.writeStringField("text", entry.raw().text());
            }
        });
    }

    private String outcome() {
        return isUnreadable() ? Outcome.UNREADABLE.toString() : "planned";
    }

    private static String shown(Object reference) {
        return OneLine.of(reference.toString());
    }
}
