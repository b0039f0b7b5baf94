package dev.dromedary.run;

import dev.dromedary.list.ListLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is settled of a run, on disk as it happens: one file of the lines that need nothing more and one of those that go
 * to the failed list. It is what a restart resumes from and what failed list and report are made of.
 */
final class Journal implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final RunFiles files;
    private final RecordFile ok;
    private final RecordFile failed;
    private final LineTable table = new LineTable();
    private final Tally tally;
    private boolean closed;
    private boolean unforced;
    private List<ListLine.Setting> settings = List.of();

    private Journal(RunFiles files) throws IOException {
        this.files = files;
        this.tally = new Tally(files.kind());
        this.ok = RecordFile.open(files.okJournal(), (offset, record) -> remember(record, offset, false));
        try {
            this.failed = RecordFile.open(files.failedJournal(), (offset, record) -> remember(record, offset, true));
        } catch (IOException e) {
            ok.close();
            throw e;
        }
    }

    /** Opens the journal of a run with what an earlier process recorded in it. */
    static Journal open(RunFiles files) throws IOException {
        return new Journal(files);
    }

    /** Records a line once; the second record of a line is dropped. Throws when it could not be written whole. */
    synchronized boolean append(LineRecord record) throws IOException {
        if (closed || isSettled(record.line())) {
            return false;
        }
        boolean failure = record.outcome().isFailure();
        long offset = (failure ? failed : ok).append(record.toJson());
        table.set(record.line(), entry(offset, failure));
        tally.count(record);
        unforced = true;
        return true;
    }

    /** Records the setting lines of the list, once. */
    synchronized void head(List<ListLine.Setting> lines) throws IOException {
        if (!settings.equals(lines)) {
            failed.append(JournalHead.toJson(lines));
            settings = List.copyOf(lines);
            unforced = true;
        }
    }

    /** The setting lines of the list, as they were recorded. */
    synchronized List<ListLine.Setting> settings() {
        return settings;
    }

    /** Brings what was recorded to the disk. Lines can be recorded meanwhile, since a disk may take its time. */
    void force() throws IOException {
        synchronized (this) {
            if (closed || !unforced) {
                return;
            }
            unforced = false;
        }
        try {
            ok.force();
            failed.force();
        } catch (ClosedChannelException e) {
            // closed meanwhile, which forces what it is needed for
        }
    }

    synchronized boolean isSettled(long line) {
        return table.get(line) != 0;
    }

    /** The record of a line as it was written, when the line is settled. */
    synchronized Optional<byte[]> record(long line) throws IOException {
        long entry = table.get(line);
        if (entry == 0) {
            return Optional.empty();
        }
        return Optional.of((isFailure(entry) ? failed : ok).read((entry - 1) >> 1));
    }

    /** The record of a line, when it is one that failed. */
    synchronized Optional<LineRecord> failure(long line) throws IOException {
        long entry = table.get(line);
        return entry == 0 || !isFailure(entry)
                ? Optional.empty()
                : Optional.of(LineRecord.of(failed.read((entry - 1) >> 1)));
    }

    synchronized long lastLine() {
        return table.last();
    }

    synchronized Tally tally() {
        return tally.copy();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        ok.close();
        failed.close();
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(files.okJournal());
        Files.deleteIfExists(files.failedJournal());
    }

    private void remember(byte[] json, long offset, boolean failure) {
        try {
            Optional<List<ListLine.Setting>> head = JournalHead.of(json);
            if (head.isPresent()) {
                settings = head.get();
                return;
            }
            LineRecord record = LineRecord.of(json);
            if (!isSettled(record.line())) {
                table.set(record.line(), entry(offset, failure));
                tally.count(record);
            }
        } catch (IOException e) {
            // what a power cut may leave; a line without a record is done again, which is harmless
            LOG.warn("{}: a record of the journal can't be read and is ignored", files.name());
        }
    }

    private static long entry(long offset, boolean failure) {
        return ((offset << 1) | (failure ? 1 : 0)) + 1;
    }

    private static boolean isFailure(long entry) {
        return ((entry - 1) & 1) == 1;
    }
}
