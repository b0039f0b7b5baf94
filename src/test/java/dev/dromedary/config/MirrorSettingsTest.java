package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.config.MirrorSettings.Kind;
import dev.dromedary.image.AllowList;
import dev.dromedary.image.PlatformSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorSettingsTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasDefaults(Kind kind) {
        MirrorSettings settings = MirrorSettings.read(new SettingSources(Map.of(), Map.of(), Map.of()), kind);
        assertThat(settings.jobs()).isEqualTo(kind == Kind.SERVER ? 4 : 1);
        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.lists()).isEqualTo(2);
        assertThat(settings.retries()).isEqualTo(3);
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.network())
                .isEqualTo(new NetworkSettings(
                        new NetworkSettings.Defaults(true, 32),
                        new RequestSettings(
                                5, Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofSeconds(30), 1024),
                        List.of(),
                        List.of()));
        assertThat(settings.referrers()).isFalse();
        assertThat(settings.debug()).isFalse();
        assertThat(settings.allowSources()).isEqualTo(AllowList.of("*"));
        assertThat(settings.allowDestinations()).isEqualTo(AllowList.of("*"));
        assertThat(settings.embeddedRegistry()).isEmpty();
        assertThat(settings.file()).isEmpty();
        assertThat(settings.failed())
                .isEqualTo(Path.of(
                        kind == MirrorSettings.Kind.VALIDATION ? "mirror-validate-failed.txt" : "mirror-failed.txt"));
        assertThat(settings.kind()).isEqualTo(kind);
        assertThat(settings.list().names().source()).isEmpty();
        assertThat(settings.list().names().destination()).isEmpty();
        assertThat(settings.list().names().defaultProject()).isEqualTo("library");
        assertThat(settings.list().platforms()).isEqualTo(PlatformSelection.of("amd64,arm64", "linux,windows"));
        assertThat(settings.list().noArchOsFail()).isFalse();
    }

    @Test
    void readsHowMuchAndWhere() {
        MirrorSettings settings = read(Map.of(
                "mirror.data", "/srv/lists",
                "mirror.file", "a.txt",
                "mirror.failed", "b.txt",
                "mirror.jobs", "20",
                "mirror.lists", "1",
                "mirror.retries", "0",
                "mirror.shutdown-timeout", "2m",
                "mirror.embedded-registry", "127.0.0.1:0"));
        assertThat(settings.data()).isEqualTo(Path.of("/srv/lists"));
        assertThat(settings.file()).contains(Path.of("a.txt"));
        assertThat(settings.failed()).isEqualTo(Path.of("b.txt"));
        assertThat(settings.jobs()).isEqualTo(20);
        assertThat(settings.lists()).isEqualTo(1);
        assertThat(settings.retries()).isZero();
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.embeddedRegistry()).contains(new LoopbackAddress("127.0.0.1", 0));
    }

    @Test
    void readsHowRegistriesAreAsked() {
        MirrorSettings settings = read(Map.of(
                "mirror.request-tries", "20",
                "mirror.request-timeout", "1h",
                "mirror.max-wait", "24h",
                "mirror.stall-timeout", "1s",
                "mirror.min-speed", "0",
                "mirror.connections", "256",
                "mirror.referrers", "true"));
        assertThat(settings.network().requests())
                .isEqualTo(
                        new RequestSettings(20, Duration.ofHours(1), Duration.ofHours(24), Duration.ofSeconds(1), 0));
        assertThat(settings.network().defaults().connections()).isEqualTo(256);
        assertThat(settings.referrers()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0KB,0", "1KB,1024", "64KB,65536", "10MB,10485760", "999999MB,1048574951424"})
    void readsSizes(String text, long bytes) {
        assertThat(read(Map.of("mirror.min-speed", text)).network().requests().minSpeed())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1KB", "1kb", "1.5MB", "KB", "1 KB", "1GB", "9999999KB"})
    void refusesSizes(String text) {
        assertThatThrownBy(() -> read(Map.of("mirror.min-speed", text)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.min-speed = \"" + text + "\": expected a size such as 64KB or 10MB, or 0");
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.request-timeout,0s,1,1", "mirror.request-timeout,999ms,1,1", "mirror.request-timeout,3601s,1,1",
        "mirror.stall-timeout,999ms,1,1", "mirror.stall-timeout,2h,1,1", "mirror.max-wait,1441m,0,24",
        "mirror.max-wait,10,0,24"
    })
    void refusesDurationsOutOfBounds(String property, String value, int seconds, int hours) {
        assertThatThrownBy(() -> read(Map.of(property, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "%s = \"%s\": expected a duration from %ds to %dh, such as 500ms, 30s, 2m or 1h",
                        property, value, seconds, hours);
    }

    @Test
    void readsWhatMayBeCopied() {
        MirrorSettings settings = read(Map.of(
                "mirror.arch", " AMD64, arm/v7",
                "mirror.os", "all",
                "mirror.no-arch-os-fail", "true",
                "mirror.tls-verify", "False",
                "mirror.debug", "TRUE",
                "mirror.allow-sources", "docker.io, quay.io/team",
                "mirror.allow-destinations", "private.io"));
        assertThat(settings.list().platforms()).isEqualTo(PlatformSelection.of("amd64,arm/v7", "all"));
        assertThat(settings.list().noArchOsFail()).isTrue();
        assertThat(settings.network().defaults().tlsVerify()).isFalse();
        assertThat(settings.debug()).isTrue();
        assertThat(settings.allowSources()).hasToString("docker.io,quay.io/team");
        assertThat(settings.allowDestinations()).hasToString("private.io");
    }

    @ParameterizedTest
    @CsvSource({"0s,0", "500ms,500", "25s,25000", "60m,3600000", "1h,3600000"})
    void readsDurations(String text, long millis) {
        assertThat(read(Map.of("mirror.shutdown-timeout", text)).shutdownTimeout())
                .hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3601s", "61m", "2h", "30", "1.5s", "-1s", "1 s", "PT1S", "s", "1d", "99999999999h", "3600001ms"
            })
    void refusesDurations(String text) {
        assertThatThrownBy(() -> read(Map.of("mirror.shutdown-timeout", text)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.shutdown-timeout = \"" + text
                        + "\": expected a duration from 0s to 1h, such as 500ms, 30s, 2m or 1h");
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.request-tries,0,1",
        "mirror.request-tries,21,1",
        "mirror.jobs,0,1",
        "mirror.jobs,21,1",
        "mirror.jobs,-1,1",
        "mirror.jobs,1.0,1",
        "mirror.jobs,four,1",
        "mirror.jobs,+4,1",
        "mirror.jobs,99999999999,1",
        "mirror.jobs,٤,1",
        "mirror.lists,0,1",
        "mirror.lists,21,1",
        "mirror.retries,21,0",
        "mirror.retries,-1,0"
    })
    void refusesNumbersOutOfBounds(String property, String value, int from) {
        assertThatThrownBy(() -> read(Map.of(property, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("%s = \"%s\": expected a whole number from %d to 20", property, value, from);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirror.connections       | 0                   | a whole number from 1 to 256",
                "mirror.connections       | 257                 | a whole number from 1 to 256",
                "mirror.referrers         | sometimes           | true or false",
                "mirror.debug             | yes                 | true or false",
                "mirror.tls-verify        | 1                   | true or false",
                "mirror.no-arch-os-fail   | on                  | true or false",
                "mirror.destination       | https://private.io  | <host>[:<port>][/<path>], such as private.io or private.io:5000/team",
                "mirror.source            | private.io/Team     | <host>[:<port>][/<path>], such as private.io or private.io:5000/team",
                "mirror.default-project   | Team                | a project such as library or team/base, or nothing",
                "mirror.default-project   | /team               | a project such as library or team/base, or nothing",
                "mirror.arch              | ,                   | comma separated names, such as amd64,arm64",
                "mirror.arch              | amd64,,arm64        | comma separated names, such as amd64,arm64",
                "mirror.arch              | amd64 arm64         | comma separated names, such as amd64,arm64",
                "mirror.os                | linux,              | comma separated names, such as linux,windows",
                "mirror.embedded-registry | 0.0.0.0:5000        | an address of this machine alone, such as 127.0.0.1:0",
                "mirror.embedded-registry | 127.0.0.1           | an address of this machine alone, such as 127.0.0.1:0",
                "mirror.embedded-registry | localhost:65536     | an address of this machine alone, such as 127.0.0.1:0",
                "mirror.embedded-registry | 127.0.0.1.nip.io:1  | an address of this machine alone, such as 127.0.0.1:0",
                "mirror.embedded-registry | :5000               | an address of this machine alone, such as 127.0.0.1:0",
                "mirror.embedded-registry | [::]:5000           | an address of this machine alone, such as 127.0.0.1:0",
                "mirror.allow-sources     | a.io,,b.io          | comma separated <host>[:<port>][/<path prefix>], \"*\" as a wildcard",
                "mirror.allow-destinations| https://a.io        | comma separated <host>[:<port>][/<path prefix>], \"*\" as a wildcard",
            })
    void refusesValues(String property, String value, String expected) {
        assertThatThrownBy(() -> read(Map.of(property, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("%s = \"%s\": expected %s", property, value, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5000", "127.3.2.1:65535", "[::1]:0"})
    void takesLoopbackAddresses(String address) {
        assertThat(read(Map.of("mirror.embedded-registry", address))
                        .embeddedRegistry()
                        .map(LoopbackAddress::toString))
                .contains(address);
    }

    @Test
    void refusesAPathThatIsNone() {
        assertThatThrownBy(() -> read(Map.of("mirror.data", "a\u0000b")))
                .hasMessage("mirror.data = \"a\\x00b\": expected a path");
    }

    @Test
    void boundsItsMessages() {
        assertThatThrownBy(() -> read(Map.of("mirror.jobs", "\u001b".repeat(10_000))))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThanOrEqualTo(300)
                        .endsWith("…\": expected a whole number from 1 to 20")
                        .doesNotContain("\u001b"));
    }

    @Test
    void allowsItsOwnDestinationOnlyUnlessToldOtherwise() {
        assertThat(read(Map.of("mirror.destination", "Private.io/team")).allowDestinations())
                .hasToString("private.io/team");
        assertThat(read(Map.of("mirror.destination", "private.io", "mirror.allow-destinations", "*"))
                        .allowDestinations())
                .hasToString("*");
        assertThat(MirrorSettings.read(
                                new SettingSources(Map.of(), Map.of("DOCKER_REGISTRY", "docker.io"), Map.of()),
                                Kind.SERVER)
                        .allowDestinations())
                .hasToString("docker.io");
        assertThat(MirrorSettings.read(
                                new SettingSources(
                                        Map.of("mirror.destination", ""), Map.of("DEST_REGISTRY", "a.io"), Map.of()),
                                Kind.SERVER)
                        .allowDestinations())
                .as("an empty flag is no destination")
                .hasToString("*");
    }

    private static MirrorSettings read(Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(Map.of(), Map.of(), properties), Kind.SERVER);
    }
}
