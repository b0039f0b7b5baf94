package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of one folder, which are copied into work/ whenever they are due, each as a run of its own. A start is written
 * down with the names of its runs before the first list is copied; so a process that was killed in between goes on with those
 * runs that do not exist yet, and makes none twice.
 */
final class Schedule {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final long REST = Duration.ofSeconds(30).toNanos();
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();

    private final String name;
    private final Timetable timetable;
    private final ScheduledLists lists;
    private final Path file;

    /** The names of lists that are still to be copied, and of their runs. */
    private final Map<String, String> pending = new ConcurrentSkipListMap<>();

    /** The runs of the last start that were copied and, when somebody last looked, not done. */
    private final Set<String> going = new ConcurrentSkipListSet<>();

    private volatile ScheduleRecord record;
    private volatile @Nullable Instant due;
    private volatile String problem = "";
    private final AtomicLong left = new AtomicLong();
    private boolean isNew = true;
    private long restingSince;
    private long startedAt;

    private Schedule(String name, Timetable timetable, ScheduledLists lists, Path file, ScheduleRecord record) {
        this.name = name;
        this.timetable = timetable;
        this.lists = lists;
        this.file = file;
        this.record = record;
        this.startedAt = lists.nanoTime();
    }

    /**
     * Opens a schedule with what an earlier process wrote down of it.
     *
     * @param file where that is
     */
    static Schedule open(String name, Timetable timetable, ScheduledLists lists, Path file) throws IOException {
        Optional<ScheduleRecord> known = ScheduleRecord.read(file);
        Schedule schedule =
                new Schedule(name, timetable, lists, file, known.orElseGet(() -> ScheduleRecord.since(lists.now())));
        if (known.isEmpty()) {
            schedule.record.publish(file);
        }
        schedule.recover();
        return schedule;
    }

    private void recover() throws IOException {
        for (Map.Entry<String, String> run : record.runs().entrySet()) {
            if (record.state() == ScheduleRecord.State.COPYING && lists.reserve(run.getValue())) {
                pending.put(run.getKey(), run.getValue());
            } else {
                going.add(run.getValue());
            }
        }
    }

    /** Its lists are due at this time. A time that was seen to already, as one that was made up for at start, does not count again. */
    synchronized void start(Instant time) {
        boolean seenTo = !time.isAfter(record.due()) && !record.due().isAfter(lists.now());
        if (!seenTo) {
            due = time;
        }
    }

    /** Does what there is to do by now; to be called again and again. */
    synchronized void goOn() {
        if (!problem.isEmpty() && lists.nanoTime() - restingSince < REST) {
            return;
        }
        try {
            noteEnd();
            makeUpForWhatWasMissed();
            Instant time = due;
            if (time != null) {
                take(time);
                due = null;
            }
            copyPending();
            problem = "";
        } catch (IOException e) {
            problem = IoReason.of(e);
            restingSince = lists.nanoTime();
            LOG.error("schedule {}: cannot go on for now: {}", name, problem);
        }
    }

    /** What its runs left behind tells how the last start ended, whoever worked on them. */
    private void noteEnd() throws IOException {
        if (record.state() == ScheduleRecord.State.GOING && !isGoing()) {
            boolean well = record.runs().values().stream().allMatch(lists::endedWell);
            save(record.withEnd(well ? Optional.of(lists.now()) : Optional.empty()));
        }
    }

    /** At the first look of this process: the trigger knows nothing of the time before. However often it was missed, once is enough. */
    private void makeUpForWhatWasMissed() {
        Instant now = lists.now();
        Optional<Instant> missed =
                isNew ? timetable.after(record.due()).filter(time -> !time.isAfter(now)) : Optional.empty();
        isNew = false;
        missed.ifPresent(time -> {
            LOG.info("schedule {}: was due at {} while no server ran, which is made up for now", name, time);
            due = now;
        });
    }

    private void take(Instant time) throws IOException {
        if (isGoing()) {
            save(record.withDue(time));
            left.incrementAndGet();
            LOG.warn("schedule {}: is due, and its last start still goes on: not started again", name);
            return;
        }
        Map<String, String> runs = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lists.folder(), ScheduledLists::isList)) {
            for (Path list : found) {
                String listName = String.valueOf(list.getFileName());
                runs.put(listName, lists.newRun(name + "-" + RunName.withoutTime(listName)));
            }
            save(record.withStart(time, lists.now(), runs));
        } catch (IOException e) {
            runs.values().forEach(lists::forget);
            throw e;
        }
        startedAt = lists.nanoTime();
        going.clear();
        pending.putAll(runs);
        LOG.info("schedule {}: started, lists to be taken: {}", name, runs.size());
    }

    private void save(ScheduleRecord next) throws IOException {
        next.publish(file);
        record = next;
    }

    /** One list that can't be copied now does not hold up the others. */
    private void copyPending() throws IOException {
        IOException failure = null;
        for (Map.Entry<String, String> list : pending.entrySet()) {
            try {
                copy(list.getKey(), list.getValue());
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (pending.isEmpty() && record.state() == ScheduleRecord.State.COPYING) {
            save(record.withAllCopied());
        }
    }

    private void copy(String list, String run) throws IOException {
        switch (lists.copy(list, run)) {
            case COPIED -> {
                going.add(run);
                pending.remove(list);
                LOG.info("{}: taken from schedules/{}", OneLine.of(run), name);
            }
            case GONE -> leaveOut(list, run, "it is gone");
            case NO_FILE -> leaveOut(list, run, "expected a regular file, or a link to one in the same folder");
            case NO_RIGHT -> leaveOut(list, run, "cannot read it: permission denied");
            case WRITTEN_TO -> {
                if (lists.nanoTime() - startedAt > PATIENCE) {
                    leaveOut(list, run, "it is still being written to");
                }
            }
        }
    }

    private void leaveOut(String list, String run, String reason) throws IOException {
        lists.discard(run);
        pending.remove(list);
        LOG.warn("schedules/{}/{} is left out this time: {}", name, OneLine.of(list), reason);
    }

    private boolean isGoing() {
        going.removeIf(run -> !lists.isInWork(run));
        return !pending.isEmpty() || !going.isEmpty();
    }

    ScheduleStatus status() {
        boolean running = !pending.isEmpty() || going.stream().anyMatch(lists::isInWork);
        return new ScheduleStatus(
                name, record.started(), record.succeeded(), timetable.after(lists.now()), running, left.get(), problem);
    }
}
