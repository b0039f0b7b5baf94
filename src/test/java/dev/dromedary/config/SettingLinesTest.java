package dev.dromedary.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.config.MirrorSettings.Kind;
import dev.dromedary.image.NamePrefix;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.list.ListHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the setting lines at the head of a list change. */
class SettingLinesTest {
    private static final MirrorSettings CONFIGURED = settings(Map.of());

    @Test
    void changesNothingWithoutAny() throws IOException {
        assertThat(read(CONFIGURED, "nginx x 1\n# mirror.arch = s390x\n")).isEqualTo(CONFIGURED.list());
    }

    @Test
    void beatsEnvironmentAndProperties() throws IOException {
        ListSettings list = read(CONFIGURED, """
                # mirror.destination = list.io/pre
                # mirror.source = source.io
                # mirror.arch = S390x, riscv64
                # mirror.os = windows
                # mirror.no-arch-os-fail = true
                # mirror.default-project = team
                """);
        assertThat(list.names().destination()).contains(NamePrefix.of("list.io/pre"));
        assertThat(list.names().source()).contains(NamePrefix.of("source.io"));
        assertThat(list.names().defaultProject()).isEqualTo("team");
        assertThat(list.platforms()).isEqualTo(PlatformSelection.of("s390x,riscv64", "windows"));
        assertThat(list.noArchOsFail()).isTrue();
    }

    @Test
    void leavesWhatItDoesNotName() throws IOException {
        ListSettings list = read(CONFIGURED, "# mirror.os = windows");
        assertThat(list.names()).isEqualTo(CONFIGURED.list().names());
        assertThat(list.platforms().architectures()).containsExactly("arm64");
    }

    @Test
    void yieldsToFlags() throws IOException {
        MirrorSettings flagged =
                settings(Map.of("mirror.destination", "flag.io", "mirror.arch", "amd64", "mirror.default-project", ""));
        ListSettings list = read(
                flagged,
                "# mirror.destination = list.io\n# mirror.arch = s390x\n# mirror.os = windows\n# mirror.default-project = a");
        assertThat(list.names().destination()).contains(NamePrefix.of("flag.io"));
        assertThat(list.names().defaultProject()).isEmpty();
        assertThat(list.platforms()).isEqualTo(PlatformSelection.of("amd64", "windows"));
    }

    @Test
    void takesAnEmptyValueAsItIs() throws IOException {
        assertThat(read(CONFIGURED, "# mirror.destination =").names().destination())
                .isEmpty();
        assertThat(read(CONFIGURED, "# mirror.default-project =").names().defaultProject())
                .isEmpty();
        assertThatThrownBy(() -> read(CONFIGURED, "# mirror.arch ="))
                .hasMessage("mirror.arch = \"\": expected comma separated names, such as amd64,arm64");
    }

    @Test
    void neverWidensWhatListsMayName() throws IOException {
        read(CONFIGURED, "# mirror.destination = list.io");
        assertThat(CONFIGURED.allowDestinations()).hasToString("env.io");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "data",
                "tls-verify",
                "allow-destinations",
                "unknown",
                "harbor-https",
                "referrers",
                "connections"
            })
    void refusesWhatIsNoSettingOfAList(String name) {
        assertThatThrownBy(() -> read(CONFIGURED, "# mirror." + name + " = 1"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "mirror." + name + ": no setting of a list; expected one of mirror.destination, mirror.source,"
                                + " mirror.arch, mirror.os, mirror.no-arch-os-fail, mirror.default-project,"
                                + " mirror.repo-type");
    }

    @Test
    void saysThatDestinationsAreHarbors() throws IOException {
        assertThat(CONFIGURED.list().harbor()).isFalse();
        assertThat(read(CONFIGURED, "# mirror.repo-type = harbor").harbor()).isTrue();
        MirrorSettings harbor = settings(Map.of("mirror.repo-type", "harbor"));
        assertThat(harbor.list().harbor()).isTrue();
        assertThat(read(harbor, "# mirror.repo-type =").harbor()).isTrue(); // the flag is stronger
        assertThatThrownBy(() -> read(CONFIGURED, "# mirror.repo-type = Harbor"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.repo-type = \"Harbor\": expected harbor, or nothing");
    }

    @Test
    void refusesASettingThatComesTwice() {
        assertThatThrownBy(() -> read(CONFIGURED, "# mirror.os = linux\n# mirror.arch = all\n#mirror.os=linux"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.os: expected once in a list, found twice");
    }

    @ParameterizedTest
    @CsvSource({"destination,https://a.io", "source,a b", "no-arch-os-fail,yes", "os,'a,,b'", "default-project,A"})
    void refusesAnInvalidValueEvenWhereAFlagIsStronger(String name, String value) {
        MirrorSettings flagged = settings(Map.of(
                "mirror.destination", "flag.io",
                "mirror.source", "flag.io",
                "mirror.no-arch-os-fail", "true",
                "mirror.os", "linux",
                "mirror.default-project", "a"));
        for (MirrorSettings settings : List.of(CONFIGURED, flagged)) {
            assertThatThrownBy(() -> read(settings, "# mirror." + name + " = " + value))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("mirror." + name + " = \"" + value + "\": expected ");
        }
    }

    private static ListSettings read(MirrorSettings settings, String list) throws IOException {
        return settings.withSettingLines(ListHead.settings(new ByteArrayInputStream(list.getBytes(UTF_8))));
    }

    private static MirrorSettings settings(Map<String, String> flags) {
        return MirrorSettings.read(
                new SettingSources(flags, Map.of("MIRROR_DESTINATION", "env.io"), Map.of("mirror.arch", "arm64")),
                Kind.SERVER);
    }
}
