package dev.dromedary.camel;

import dev.dromedary.config.ScheduleSettings;
import dev.dromedary.run.Timetable;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** The times of a cron, as Quartz reads it. */
final class CronTimetable implements Timetable {
    private final CronExpression cron;

    CronTimetable(ScheduleSettings schedule) {
        try {
            cron = new CronExpression(schedule.cron());
        } catch (ParseException e) {
            throw new IllegalStateException("the settings have a cron that Quartz knows", e);
        }
        cron.setTimeZone(TimeZone.getTimeZone(schedule.zone()));
    }

    @Override
    public Optional<Instant> after(Instant moment) {
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(moment)))
                .map(Date::toInstant);
    }
}
