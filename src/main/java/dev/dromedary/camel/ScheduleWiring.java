package dev.dromedary.camel;

import dev.dromedary.config.ScheduleSettings;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.FreeSpace;
import dev.dromedary.run.Schedules;
import dev.dromedary.run.Timetable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.main.Main;

/** The schedules of the settings, and a route of the template {@code start-schedule} for each. */
final class ScheduleWiring {
    private ScheduleWiring() {}

    static Schedules schedules(List<ScheduleSettings> settings, DropFolders folders) throws IOException {
        Map<String, Timetable> timetables = new TreeMap<>();
        settings.forEach(schedule -> timetables.put(schedule.name(), new CronTimetable(schedule)));
        return folders.schedules(timetables);
    }

    /** To be called before the routes are made. */
    static void bind(Main main, Schedules schedules, FreeSpace space, List<ScheduleSettings> settings) {
        main.bind("schedules", new ScheduleSteps(schedules, space));
        for (ScheduleSettings schedule : settings) {
            String route = "camel.routeTemplate[start-schedule-" + schedule.name() + "].";
            main.addOverrideProperty(route + "template-id", "start-schedule");
            main.addOverrideProperty(route + "schedule", schedule.name());
            main.addOverrideProperty(route + "cron", schedule.cron());
            main.addOverrideProperty(route + "zone", schedule.zone().getId());
        }
        for (String name :
                schedules.statuses().stream().map(status -> status.name()).toList()) {
            main.bind("schedule-" + name, new ScheduleHealth(schedules, name));
        }
    }
}
