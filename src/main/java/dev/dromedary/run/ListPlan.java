package dev.dromedary.run;

import dev.dromedary.list.LineReader;
import dev.dromedary.list.RawLine;
import dev.dromedary.mirror.RequestRules;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A list read as a run reads it, to tell what its lines mean. */
public final class ListPlan implements Closeable {
    private final ListFile list;
    private final RequestRules rules;
    private final LineReader lines;

    private ListPlan(ListFile list, RequestRules rules) {
        this.list = list;
        this.rules = rules;
        this.lines = list.lines();
    }

    /** Throws {@link RejectedListException} when the list can't be taken as a whole. */
    public static ListPlan open(Path path, ListRules rules) throws RejectedListException, IOException {
        ListFile list = ListFile.open(path);
        try {
            return new ListPlan(list, rules.of(list.settings()));
        } catch (RejectedListException | IOException e) {
            list.close();
            throw e;
        }
    }

    /** The next line that asks for something, or tries to. */
    public Optional<PlannedLine> next() throws IOException {
        for (Optional<RawLine> raw = lines.next(); raw.isPresent(); raw = lines.next()) {
            Optional<Entry> entry = Entry.of(raw.get(), rules);
            if (entry.isPresent()) {
                return entry.map(PlannedLine::new);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        list.close();
    }
}
