package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.LineReader;
import dev.dromedary.list.ListLine;
import dev.dromedary.list.RawLine;
import dev.dromedary.mirror.RequestRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run whose list and journal are open. */
final class OpenRun implements Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final RunFiles files;
    private final ListFile list;
    private final Journal journal;
    private final List<ListLine.Setting> settings;
    private final RequestRules rules;
    private final Turns turns;
    private final Consumer<LineRecord> observer;
    private final LineReader reader;
    private final AtomicLong unrecorded = new AtomicLong();
    private @Nullable Entry next;

    private volatile boolean suspended;
    private volatile String stopReason = "";
    private volatile @Nullable IOException broken;
    private @Nullable RunResult result;

    private OpenRun(RunFiles files, ListFile list, ListRules rules, Turns turns, Consumer<LineRecord> observer)
            throws RejectedListException, IOException {
        this.files = files;
        this.list = list;
        this.settings = list.settings();
        this.rules = rules.of(settings);
        this.turns = turns;
        this.observer = observer;
        this.journal = Journal.open(files);
        this.reader = list.lines();
    }

    /** Brings to the disk what another process could not go on without. */
    private void begin() throws IOException {
        if (files.outlivesProcess()) {
            journal.head(settings);
            list.force();
            journal.force();
            ForcedFolder.of(files.list());
        }
    }

    static OpenRun open(RunFiles files, ListRules rules, Turns turns, Consumer<LineRecord> observer)
            throws RejectedListException, IOException {
        ListFile list = ListFile.open(files.list());
        try {
            OpenRun run = new OpenRun(files, list, rules, turns, observer);
            run.begin();
            return run;
        } catch (RejectedListException | IOException e) {
            list.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return files.name();
    }

    /** A line that was announced is given out even when the run is to stop by then: the splitter counts on it. */
    @Override
    public synchronized boolean hasLines() {
        if (next == null && !isStopped()) {
            next = read();
        }
        return next != null;
    }

    @Override
    public Iterator<Line> lines() {
        return new Iterator<>() {
            private volatile boolean over;

            /** Once false, always false: the splitter asks again when it is done and drops the line that it gets. */
            @Override
            public boolean hasNext() {
                over = over || !hasLines();
                return !over;
            }

            @Override
            public Line next() {
                return give();
            }
        };
    }

    /** Makes the line in the thread that will work on it, since that takes its turn at the destination. */
    private synchronized Line give() {
        Entry entry = next;
        if (entry == null) {
            throw new NoSuchElementException("the list has no more lines");
        }
        next = null;
        unrecorded.incrementAndGet();
        return new Line(this, entry, turns);
    }

    private @Nullable Entry read() {
        try {
            return read(reader).orElse(null);
        } catch (IOException e) {
            broken = e;
            return null;
        }
    }

    /** The next line that asks for something and is not settled. */
    private Optional<Entry> read(LineReader lines) throws IOException {
        for (Optional<RawLine> raw = lines.next(); raw.isPresent(); raw = lines.next()) {
            lines.writtenOn()
                    .ifPresent(line -> LOG.warn(
                            "{} line {}: it was written on after it was read, and counts as it was read",
                            name(),
                            line));
            if (!journal.isSettled(raw.get().number())) {
                Optional<Entry> entry = Entry.of(raw.get(), rules);
                if (entry.isPresent()) {
                    return entry;
                }
            }
        }
        return Optional.empty();
    }

    /** True when no line is to be begun any more. */
    boolean isStopped() {
        if (stopReason.isEmpty() && !list.isThere()) {
            stopReason = "cancelled";
        }
        return suspended || broken != null || !stopReason.isEmpty();
    }

    /** Begins no more lines; what is left is done by another process. */
    void suspend() {
        suspended = true;
    }

    /** Begins no more lines; what is left fails for this reason. */
    void stop(String reason) {
        stopReason = reason;
    }

    /** Records what became of a line. A record that can't be written stops the run: the line is then not settled. */
    void settle(LineRecord record) {
        try {
            if (journal.append(record)) {
                observer.accept(record);
            }
            withdraw();
        } catch (IOException e) {
            broken = e;
            LOG.error("{}: cannot record line {}: {}", name(), record.line(), IoReason.of(e));
        }
    }

    /** Brings what is recorded to the disk. A record that may not be there stops the run like one that can't be written. */
    void force() {
        try {
            journal.force();
        } catch (IOException e) {
            broken = e;
            LOG.error("{}: cannot bring its journal to the disk: {}", name(), IoReason.of(e));
        }
    }

    /** A line that was given out needs no record: the run is to stop, and it was not begun. */
    void withdraw() {
        unrecorded.decrementAndGet();
    }

    @Override
    public synchronized RunResult close() {
        if (result == null) {
            result = end();
            try {
                journal.close();
                list.close();
            } catch (IOException e) {
                LOG.warn("{}: cannot close its files: {}", name(), e.getMessage());
            }
        }
        return result;
    }

    RunFiles files() {
        return files;
    }

    /** The lines that were given out and have no record yet. */
    long linesInProgress() {
        return unrecorded.get();
    }

    Tally tally() {
        return journal.tally();
    }

    private RunResult end() {
        if (suspended && stopReason.isEmpty()) {
            return RunResult.unfinished(files, RunResult.End.SUSPENDED, "it goes on at the next start");
        }
        try {
            IOException failure = broken;
            if (failure != null) {
                throw failure;
            }
            long sizeRead = stopReason.isEmpty() ? reader.offset() : list.size();
            if (!stopReason.isEmpty()) {
                settleRest(stopReason);
            } else if (unrecorded.get() != 0) {
                throw new IOException(unrecorded.get() + " lines that were begun have no outcome");
            }
            Optional<Path> failedList = new Publication(files, journal, stopReason).publish(list, sizeRead, settings);
            return new RunResult(name(), RunResult.End.FINISHED, tally(), failedList, stopReason);
        } catch (IOException e) {
            return RunResult.unfinished(files, RunResult.End.ROLLED_BACK, IoReason.of(e));
        }
    }

    private void settleRest(String reason) throws IOException {
        LineReader rest = list.lines();
        for (Optional<Entry> entry = read(rest); entry.isPresent(); entry = read(rest)) {
            LineRecord record = entry.get().failed(reason, Entry.Work.NONE);
            if (journal.append(record)) {
                observer.accept(record);
            }
        }
    }
}
