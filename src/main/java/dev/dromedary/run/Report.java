package dev.dromedary.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report that was published, one JSON object a line. */
public final class Report {
    private Report() {}

    /** Writes it in columns with tabs between them: line, outcome, source, destination, reason, bytes; each may be empty. */
    public static void copyAsText(Path report, OutputStream out) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(report)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LineRecord record = LineRecord.of(line.getBytes(StandardCharsets.UTF_8));
                out.write(Columns.of(
                        record.line(),
                        record.outcome(),
                        record.source(),
                        record.destination(),
                        record.reason(),
                        record.bytes()));
            }
        }
    }
}
