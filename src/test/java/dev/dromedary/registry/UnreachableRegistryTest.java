package dev.dromedary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that are not there, or not now. */
class UnreachableRegistryTest {
    @TempDir
    private Path folder;

    private final RegistryProbe probe = new RegistryProbe(RegistryProbe.none());

    @AfterEach
    void stop() throws IOException {
        probe.close();
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        String name;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            name = "127.0.0.1:" + socket.getLocalPort();
        }
        assertThatThrownBy(() -> probe.read(name))
                .hasMessage("cannot reach " + name + ": Connection refused")
                .extracting("retryable")
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatThereIsNoSuchHost(boolean tlsVerify) throws IOException {
        try (RegistryProbe other = new RegistryProbe(tlsVerify, RegistryProbe.none())) {
            assertThatThrownBy(() -> other.read("registry.invalid:5000"))
                    .hasMessageMatching(
                            "cannot (reach|ask) registry\\.invalid:5000: unknown host registry\\.invalid(: .*)?");
        }
    }

    /** What it speaks is found out again: the first attempt has learned nothing. */
    @Test
    void isFoundWhenItComesUpLater() throws IOException {
        FaultyRegistry registry = FaultyRegistry.start(folder);
        RegistryProbe.push(registry);
        registry.inject(Fault.on("GET", ".*").reset());

        assertThatThrownBy(() -> probe.read(registry.name()))
                .hasMessageStartingWith("cannot ask " + registry.name() + ": ")
                .extracting("retryable")
                .isEqualTo(true);
        assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "' 120 ', 120", "86400, 86400"})
    void carriesTheSecondsThatItWantsToBeLeftAlone(String header, long seconds) throws IOException {
        assertThat(retryAfter(header)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void carriesTheTimeUntilWhichItWantsToBeLeftAlone() throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90));

        assertThat(retryAfter(date))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(91)));
    }

    @Test
    void wantsNoWaitUntilATimeThatIsOver() throws IOException {
        assertThat(retryAfter("Wed, 21 Oct 2015 07:28:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "99999999999", "0x10"})
    void takesNoOtherWish(String header) throws IOException {
        assertThat(retryAfter(header)).isEmpty();
    }

    private Optional<Duration> retryAfter(String header) throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder)) {
            registry.inject(Fault.on("GET", ".*").status(429, Map.of("Retry-After", header), ""));
            probe.read(registry.name());
            throw new AssertionError("expected a failure");
        } catch (RegistryException e) {
            return e.retryAfter();
        }
    }
}
