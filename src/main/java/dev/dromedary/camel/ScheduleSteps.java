package dev.dromedary.camel;

import dev.dromedary.run.Schedules;
import java.util.Date;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** The steps of schedules, which routes name as {@code schedules}. */
public final class ScheduleSteps {
    private final Schedules schedules;

    ScheduleSteps(Schedules schedules) {
        this.schedules = schedules;
    }

    public void start(@Variable("schedule") String schedule, @Header("scheduledFireTime") Date time) {
        schedules.start(schedule, time.toInstant());
    }

    public void takeLists() {
        schedules.goOn();
    }

    public void reportStrangers() {
        schedules.reportStrangers();
    }
}
