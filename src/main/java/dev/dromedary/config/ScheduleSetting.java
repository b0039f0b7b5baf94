package dev.dromedary.config;

import java.util.Locale;
import java.util.Optional;

/** A setting of one schedule: property {@code mirror.schedule.<schedule>.<member>}. */
record ScheduleSetting(String schedule, Member member) implements Setting {
    static final String PREFIX = "mirror.schedule.";

    private static final GroupedSettings<ScheduleSetting> ALL =
            GroupedSettings.of(PREFIX, Member.values(), ScheduleSetting::new);

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
        return ALL.ofProperty(property);
    }

    static Optional<ScheduleSetting> ofVariable(String variable) {
        return ALL.ofVariable(variable);
    }
}
