package dev.dromedary.camel;

import dev.dromedary.run.FreeSpace;
import dev.dromedary.run.Schedules;
import java.util.Date;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** The steps of schedules, which routes name as {@code schedules}. */
public final class ScheduleSteps {
    private final Schedules schedules;
    private final FreeSpace space;

    ScheduleSteps(Schedules schedules, FreeSpace space) {
        this.schedules = schedules;
        this.space = space;
    }

    public void start(@Variable("schedule") String schedule, @Header("scheduledFireTime") Date time) {
        schedules.start(schedule, time.toInstant());
    }

    /** While the disk is short nothing is taken; what was due stays due. */
    public void takeLists() {
        if (space.isEnough()) {
            schedules.goOn();
        }
    }

    public void reportStrangers() {
        schedules.reportStrangers();
    }
}
