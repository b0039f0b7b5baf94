package dev.dromedary.config;

import dev.dromedary.config.ScheduleSetting.Member;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When the lists of one folder are mirrored.
 *
 * @param name of the schedule and of its folder
 * @param cron in the form of Quartz, with seconds
 * @param zone whose clock it means
 */
public record ScheduleSettings(String name, String cron, ZoneId zone) {
    private static final String FORM =
            "a cron of Unix, such as \"30 2 * * 1-5\", or of Quartz, such as \"0 30 2 ? * MON-FRI\"";

    /** Every schedule of which something is set, in the order of the names. */
    static List<ScheduleSettings> readAll(SettingReader reader) {
        return reader.sources().schedules().stream()
                .map(name -> read(reader, name))
                .toList();
    }

    private static ScheduleSettings read(SettingReader reader, String name) {
        ScheduleSetting cron = new ScheduleSetting(name, Member.CRON);
        ScheduleSetting zone = new ScheduleSetting(name, Member.ZONE);
        if (reader.text(cron).isEmpty()) {
            throw new InvalidSettingException(
                    zone.property() + ": expected " + cron.property() + " with it, found none");
        }
        ZoneId zoneId = reader.read(
                zone,
                "a time zone by its name, such as UTC or Europe/Berlin, found none of that name",
                text -> zone(text));
        return new ScheduleSettings(name, quartz(reader, cron, zoneId), zoneId);
    }

    private static String quartz(SettingReader reader, ScheduleSetting cron, ZoneId zone) {
        String text = reader.text(cron);
        try {
            int fields = text.strip().split("\\s+").length;
            if (fields < 5 || fields > 7) {
                throw new IllegalArgumentException(fields + (fields == 1 ? " field" : " fields"));
            }
            String quartz = fields == 5 ? UnixCron.toQuartz(text) : text;
            CronExpression expression = new CronExpression(quartz);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            if (expression.getNextValidTimeAfter(Date.from(Instant.now())) == null) {
                throw new IllegalArgumentException("a time that never comes");
            }
            return quartz;
        } catch (ParseException | IllegalArgumentException e) {
            throw new InvalidSettingException(cron.property(), text, FORM + ", found " + reason(e));
        }
    }

    /** Quartz says some things with the message of an exception of Java's own. */
    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Exception") || message.equals("null") ? "none" : message;
    }

    /** Names of regions alone: of offsets and of what it does not know the JDK's older classes make GMT, in silence. */
    private static Optional<ZoneId> zone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty();
    }
}
