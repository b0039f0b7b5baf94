package dev.dromedary.run;

import dev.dromedary.list.LineReader;
import dev.dromedary.list.ListLine;
import dev.dromedary.list.OneLine;
import dev.dromedary.list.RawLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a list that failed or could not be read, each after a comment with its reason: a list that can be dropped in again
 * as it is. It repeats the setting lines of its list, so that it means the same.
 */
public final class FailedList {
    private static final byte[] FIRST_LINE = "# failed list of \"".getBytes(StandardCharsets.UTF_8);

    private FailedList() {}

    /** True for a regular file whose first line says that it is a failed list. */
    public static boolean is(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(FIRST_LINE.length), FIRST_LINE);
        }
    }

    /** Writes the failed list of a run, the lines' bytes as they stand in the list. */
    static void write(OutputStream out, RunFiles files, Journal journal, ListFile list, List<ListLine.Setting> settings)
            throws IOException {
        head(out, files, journal, settings);
        LineReader lines = list.lines();
        long read = 0;
        for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            read = line.get().number();
            Optional<LineRecord> failure = journal.failure(read);
            if (failure.isPresent()) {
                // a list that was changed while it was read: what was read counts
                boolean same = line.get().text().equals(failure.get().text());
                entry(out, failure.get(), same ? line.get().bytes() : text(failure.get()));
            }
        }
        remember(out, journal, read + 1);
    }

    /** Writes the failed list of a run whose list is gone: the lines as the journal has them. */
    static void write(OutputStream out, RunFiles files, Journal journal) throws IOException {
        head(out, files, journal, journal.settings());
        remember(out, journal, 1);
    }

    /** Writes the failures from this line on, as the journal has them. */
    private static void remember(OutputStream out, Journal journal, long from) throws IOException {
        for (long line = from; line <= journal.lastLine(); line++) {
            Optional<LineRecord> failure = journal.failure(line);
            if (failure.isPresent()) {
                entry(out, failure.get(), text(failure.get()));
            }
        }
    }

    private static byte[] text(LineRecord failure) {
        String text = failure.text();
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void head(OutputStream out, RunFiles files, Journal journal, List<ListLine.Setting> settings)
            throws IOException {
        Tally tally = journal.tally();
        head(
                out,
                files.listName(),
                tally.failures() + " of " + tally.settled() + " lines "
                        + files.kind().shortcoming());
        for (ListLine.Setting setting : settings) {
            print(out, "# mirror." + setting.name() + " = " + setting.value() + "\n");
        }
    }

    /** Writes the first line, by which a failed list is known. */
    static void head(OutputStream out, String listName, String summary) throws IOException {
        out.write(FIRST_LINE);
        print(out, OneLine.of(listName) + "\": " + summary + "\n");
    }

    private static void entry(OutputStream out, LineRecord failure, byte[] text) throws IOException {
        entry(out, failure.line(), String.valueOf(failure.reason()), text);
    }

    /** Writes a line of the list after its reason. */
    static void entry(OutputStream out, long line, String reason, byte[] text) throws IOException {
        print(out, "# line " + line + ": " + reason + "\n");
        // one that was too long to keep has no text; one with a NUL would make a list that is refused as a whole
        if (text.length > 0 && !ListFile.holdsNul(text)) {
            out.write(text);
            out.write('\n');
        }
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
