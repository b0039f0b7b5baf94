package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of this process. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final RunPlaces places;
    private final ListRules rules;
    private final Consumer<LineRecord> observer;
    private final Turns turns = new Turns();
    private final Set<OpenRun> open = ConcurrentHashMap.newKeySet();
    private final Setbacks setbacks;
    private volatile boolean suspended;
    private volatile String stopReason = "";

    /** @param observer is shown every line that this process settles */
    public Runs(RunPlaces places, ListRules rules, Consumer<LineRecord> observer) {
        this.places = places;
        this.setbacks = new Setbacks(places);
        this.rules = rules;
        this.observer = observer;
    }

    /** Opens the run of a list, or one without lines whose result says why it could not be opened. */
    public Run open(Path list) {
        RunFiles files = places.filesOf(list);
        try {
            OpenRun run = OpenRun.open(files, rules, turns, record -> settled(files, record));
            open.add(run);
            run.stop(stopReason);
            if (suspended) {
                run.suspend();
            }
            LOG.info("{}: started", files.name());
            return run;
        } catch (RejectedListException e) {
            return new Run.Refused(setbacks.reject(files, e.reason()));
        } catch (NoSuchFileException e) {
            // whoever looked for lists saw it a moment before its run ended, or before somebody deleted it
            LOG.debug("{}: its list is gone", files.name());
            return new Run.Refused(RunResult.unfinished(files, RunResult.End.ROLLED_BACK, "the list is gone"));
        } catch (IOException e) {
            return new Run.Refused(setbacks.rollBack(files, IoReason.of(e)));
        }
    }

    /** Ends this turn at a run. */
    public RunResult close(Run run) {
        RunResult result = run.close();
        if (run instanceof OpenRun closed && open.remove(closed)) {
            switch (result.end()) {
                case FINISHED -> LOG.info("{}: finished, {}", result.run(), result.tally());
                case SUSPENDED -> LOG.info("{}: suspended, {}", result.run(), result.reason());
                default -> setbacks.rollBack(closed.files(), result.reason());
            }
        }
        return result;
    }

    /** False for a list whose run was rolled back a moment ago, and for all when the process is to end. */
    public boolean isDue(Path list) {
        return !suspended && setbacks.isDue(list);
    }

    /** True for a list some of whose lines may be settled already. */
    public boolean isBegun(Path list) {
        RunFiles files = places.filesOf(list);
        return Files.exists(files.okJournal()) || Files.exists(files.failedJournal());
    }

    /** The process is to end: no run gives out another line. */
    public void suspend() {
        suspended = true;
        if (!open.isEmpty()) {
            LOG.info("stopping: no line is begun any more, those in progress may finish");
        }
        open.forEach(OpenRun::suspend);
    }

    /** No run gives out another line; what is left fails for this reason. */
    public void stop(String reason) {
        stopReason = reason;
        open.forEach(run -> run.stop(reason));
    }

    /** Ends all runs now, whatever is still in progress. */
    public List<RunResult> abandon() {
        return List.copyOf(open).stream().map(this::close).toList();
    }

    /** True while this list of work/ is worked on. */
    public boolean isOpen(Path list) {
        return open.stream().anyMatch(run -> run.files().list().equals(list));
    }

    /** The lists that are worked on. */
    public int listsInProgress() {
        return open.size();
    }

    /** The lines that were given out and have no outcome yet. */
    public long linesInProgress() {
        return open.stream().mapToLong(OpenRun::linesInProgress).sum();
    }

    /** Brings what is recorded of the runs to the disk. */
    public void force() {
        open.forEach(OpenRun::force);
    }

    /** Logs how far each run is. */
    public void report() {
        open.forEach(run -> LOG.info(
                "{}: {} lines settled so far, {}", run.name(), run.tally().settled(), run.tally()));
    }

    private void settled(RunFiles files, LineRecord record) {
        new LineContext(files.name(), record.line(), record.source()).during(() -> {
            log(files, record);
            return record;
        });
        observer.accept(record);
    }

    private static void log(RunFiles files, LineRecord record) {
        if (files.kind() == DropFolder.Kind.CHECK) {
            // all of it is printed at the end
            LOG.debug("{} line {}: {}", files.name(), record.line(), record.outcome());
            return;
        }
        switch (record.outcome()) {
            case COPIED ->
                LOG.info(
                        "{} line {}: copied {} to {}, {} bytes moved",
                        files.name(),
                        record.line(),
                        record.source(),
                        record.destination(),
                        record.bytes());
            case VALID -> LOG.info("{} line {}: {} is valid", files.name(), record.line(), record.destination());
            case UP_TO_DATE ->
                LOG.info("{} line {}: {} is up to date", files.name(), record.line(), record.destination());
            default -> LOG.warn("{} line {}: {}: {}", files.name(), record.line(), record.outcome(), record.reason());
        }
    }
}
