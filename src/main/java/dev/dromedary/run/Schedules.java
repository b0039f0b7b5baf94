package dev.dromedary.run;

import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schedules of a server: each has a folder of lists below schedules/, which are mirrored whenever they are due. */
public final class Schedules {
    private final Path root;
    private final Map<String, Schedule> schedules = new TreeMap<>();
    private final List<Strangers> strangers = new ArrayList<>();

    /**
     * Makes the folders that are missing.
     *
     * @param data the server's data folder
     * @param timetables by the names of the schedules
     */
    Schedules(
            Path data,
            DropFolder destination,
            Map<String, Timetable> timetables,
            Settling settling,
            ScheduledLists.Time time)
            throws IOException {
        root = data.resolve("schedules");
        Path records = data.resolve("work").resolve("schedules");
        for (Map.Entry<String, Timetable> entry : timetables.entrySet()) {
            String name = entry.getKey();
            Path folder = root.resolve(name);
            Files.createDirectories(folder);
            Files.createDirectories(records);
            ScheduledLists lists = new ScheduledLists(folder, destination, settling, time);
            schedules.put(name, Schedule.open(name, entry.getValue(), lists, records.resolve(name + ".json")));
            strangers.add(Strangers.ofInbox(folder, "schedules/" + name + "/", Set.of()));
        }
        strangers.add(Strangers.ofFolders(root, "schedules/", schedules.keySet()));
    }

    /** The lists of a schedule are due. */
    public void start(String name, Instant time) {
        known(name).start(time);
    }

    /** Does what there is to do by now; to be called again and again. */
    public void goOn() {
        schedules.values().forEach(Schedule::goOn);
    }

    /** Tells, once each, of what lies below schedules/ and will never be taken. */
    public void reportStrangers() {
        if (Files.isDirectory(root)) {
            strangers.forEach(Strangers::report);
        }
    }

    public List<ScheduleStatus> statuses() {
        return schedules.values().stream().map(Schedule::status).toList();
    }

    public ScheduleStatus status(String name) {
        return known(name).status();
    }

    private Schedule known(String name) {
        Schedule schedule = schedules.get(name);
        if (schedule == null) {
            throw new IllegalArgumentException("no schedule is named " + OneLine.of(name));
        }
        return schedule;
    }
}
