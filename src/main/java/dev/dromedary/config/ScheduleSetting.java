package dev.dromedary.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A setting of one schedule: property {@code mirror.schedule.<schedule>.<member>}. */
record ScheduleSetting(String schedule, Member member) implements Setting {
    static final String PREFIX = "mirror.schedule.";

    private static final Pattern PROPERTY =
            Pattern.compile("mirror\\.schedule\\.(?<schedule>[a-z0-9]+)\\.(?<member>[a-z-]*)");
    private static final Pattern VARIABLE = Pattern.compile("MIRROR_SCHEDULE_(?<schedule>[A-Z0-9]+)_(?<member>[A-Z]+)");

    /** What can be set of a schedule, in the order of application.properties. */
    enum Member {
        CRON(""),
        ZONE("UTC");

        private final String defaultValue;

        Member(String defaultValue) {
            this.defaultValue = defaultValue;
        }

        String property() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String property() {
        return PREFIX + schedule + "." + member.property();
    }

    @Override
    public String defaultValue(MirrorSettings.Kind kind) {
        return member.defaultValue;
    }

    static Optional<ScheduleSetting> ofProperty(String property) {
        return ofTheScheduleIn(property)
                .filter(setting -> setting.property().equals(property))
                .findFirst();
    }

    static Optional<ScheduleSetting> ofVariable(String variable) {
        Matcher matcher = VARIABLE.matcher(variable);
        return matcher.matches()
                ? all(matcher.group("schedule").toLowerCase(Locale.ROOT))
                        .filter(setting -> setting.variable().equals(variable))
                        .findFirst()
                : Optional.empty();
    }

    /** All that can be set of the schedule that the property names; none when it names none. */
    static Stream<ScheduleSetting> ofTheScheduleIn(String property) {
        Matcher matcher = PROPERTY.matcher(property);
        return matcher.matches() ? all(matcher.group("schedule")) : Stream.empty();
    }

    private static Stream<ScheduleSetting> all(String schedule) {
        return Arrays.stream(Member.values()).map(member -> new ScheduleSetting(schedule, member));
    }
}
