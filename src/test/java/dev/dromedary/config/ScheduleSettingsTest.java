package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.config.MirrorSettings.Kind;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleSettingsTest {
    private static final String CRON = "mirror.schedule.nightly.cron";
    private static final String FORM =
            "expected a cron of Unix, such as \"30 2 * * 1-5\", or of Quartz, such as \"0 30 2 ? * MON-FRI\", found ";

    @Test
    void readsSchedulesInTheOrderOfTheirNames() {
        assertThat(read(Map.of(
                        CRON,
                        "30 2 * * 1-5",
                        "mirror.schedule.2weekly.cron",
                        "0 0/10 4 ? * 2#1 *",
                        "mirror.schedule.2weekly.zone",
                        "Europe/Berlin")))
                .containsExactly(
                        new ScheduleSettings("2weekly", "0 0/10 4 ? * 2#1 *", ZoneId.of("Europe/Berlin")),
                        new ScheduleSettings("nightly", "0 30 2 ? * 2,3,4,5,6", ZoneId.of("UTC")));
    }

    @Test
    void takesThemFromTheEnvironment() {
        SettingSources sources = new SettingSources(
                Map.of(), Map.of("MIRROR_SCHEDULE_NIGHTLY_CRON", "0 2 * * *"), Map.of(CRON, "0 3 * * *"));
        assertThat(MirrorSettings.read(sources, Kind.SERVER).schedules())
                .extracting(ScheduleSettings::cron)
                .containsExactly("0 0 2 * * ?");
        assertThat(sources.warnings()).isEmpty();
    }

    @Test
    void hasNoneByDefault() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of(CRON, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|1 field",
                "* * * *|4 fields",
                "0 0 0 1 1 ? 2099 x|8 fields",
                "0 0 1 * 1|both a day of month and a day of week: one of them has to be *",
                "61 * * * *|minute \"61\"",
                "0 0 30 2 *|a time that never comes",
                "0 0 0 1 1 ? 2020|a time that never comes",
                "0 0 2 * * *|Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.",
            })
    void refusesACronInOneLine(String cron, String found) {
        assertThatThrownBy(() -> read(Map.of(CRON, cron)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(CRON + " = \"" + cron + "\": " + FORM + found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b c d e f", "0 0 25 * * ?", "0 0 2 ? * XYZ", "0 0 2 ${x} * ?", "0 0 2 * * ?\n0"})
    void refusesWhatQuartzRefuses(String cron) {
        assertThatThrownBy(() -> read(Map.of(CRON, cron)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(CRON + " = \"")
                .hasMessageContaining(FORM)
                .hasMessageNotContaining("Exception")
                .hasMessageNotContaining("\n");
    }

    /** The JDK's older classes, which Quartz asks, take the last three for GMT. */
    @ParameterizedTest
    @ValueSource(strings = {"Berlin", "europe/berlin", "UTC+2", "+02:00", "EST5"})
    void refusesAZoneThatNobodyKnows(String zone) {
        assertThatThrownBy(() -> read(Map.of(CRON, "0 2 * * *", "mirror.schedule.nightly.zone", zone)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "mirror.schedule.nightly.zone = \"" + zone
                                + "\": expected a time zone by its name, such as UTC or Europe/Berlin, found none of that name");
    }

    @Test
    void refusesAZoneOfNoSchedule() {
        assertThatThrownBy(() -> read(Map.of("mirror.schedule.nightly.zone", "UTC")))
                .hasMessage("mirror.schedule.nightly.zone: expected mirror.schedule.nightly.cron with it, found none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mirror.schedule.Nightly.cron",
                "mirror.schedule.a-b.cron",
                "mirror.schedule..cron",
                "mirror.schedule.../x.cron",
                "mirror.schedule.nightly.corn",
                "mirror.schedule.nightly"
            })
    void refusesAnotherName(String property) {
        assertThatThrownBy(() -> read(Map.of(property, "0 2 * * *")))
                .hasMessage(
                        property
                                + ": expected mirror.schedule.<name>.cron or mirror.schedule.<name>.zone, with a name of a-z and 0-9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example/a/B-1?key=%20x", "http://127.0.0.1:8080", "HTTPS://h.example:1/"})
    void takesAUrlForNotifications(String url) {
        assertThat(notify(url)).contains(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hooks.example/SECRET|something else",
                "ftp://hooks.example/SECRET|something else",
                "https:///SECRET|one without a host",
                "https://hooks_x.example:port/SECRET|one without a host",
                "https://hooks.example/SE CRET|something else",
                "https://user:SECRET@hooks.example/|one with a user name",
                "https://SECRET@hooks.example/|one with a user name",
                "https://hooks.example/#SECRET|one with a #",
            })
    void refusesAnotherUrlForNotificationsWithoutShowingIt(String url, String found) {
        assertThatThrownBy(() -> notify(url))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "mirror.notify.url: expected a URL such as https://hooks.example/dromedary, found " + found);
    }

    private static java.util.Optional<URI> notify(String url) {
        return settings(Map.of("mirror.notify.url", url)).notifyUrl();
    }

    private static List<ScheduleSettings> read(Map<String, String> properties) {
        return settings(properties).schedules();
    }

    private static MirrorSettings settings(Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(Map.of(), Map.of(), properties), Kind.SERVER);
    }
}
