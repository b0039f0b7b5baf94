package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
                .hasMessage("cannot reach " + name + ": Connection refused; tried 5 times");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatThereIsNoSuchHost(boolean tlsVerify) throws IOException {
        try (RegistryProbe other = new RegistryProbe(tlsVerify, RegistryProbe.none())) {
            assertThatThrownBy(() -> other.read("registry.invalid:5000"))
                    .hasMessageMatching(
                            "cannot (reach|ask) registry\\.invalid:5000: unknown host registry\\.invalid(: .*)?; tried 5 times");
        }
    }

    /** What it speaks is found out again: the first attempt has learned nothing. */
    @Test
    void isFoundWhenItComesUpLater() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder)) {
            RegistryProbe.push(registry);
            registry.inject(Fault.on("GET", ".*").reset().times(4));

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThat(registry.count("GET", ".*")).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", " 1 ", "Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5", "1.5", "99999999999", "0x10"})
    void isAskedAgainAfterAShortWait(String retryAfter) throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder)) {
            RegistryProbe.push(registry);
            registry.inject(Fault.on("GET", ".*").status(429, Map.of("Retry-After", retryAfter), ""));

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        }
    }

    static List<String> longWaits() {
        ZonedDateTime tomorrow = ZonedDateTime.now(ZoneOffset.UTC).plusDays(1);
        return List.of("86400", DateTimeFormatter.RFC_1123_DATE_TIME.format(tomorrow));
    }

    /** Nothing more is asked of it until then, and no worker waits for it. */
    @ParameterizedTest
    @MethodSource("longWaits")
    void tellsWhenItMayWorkAgain(String retryAfter) throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder)) {
            registry.inject(Fault.on("GET", ".*").status(429, Map.of("Retry-After", retryAfter), ""));
            String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();

            assertThatThrownBy(() -> probe.read(registry.name()))
                    .hasMessageContaining("(429); it may work again at " + tomorrow + "T");
            assertThatThrownBy(() -> probe.look(registry.name()))
                    .hasMessageContaining(
                            registry.name() + " wants to be left alone; it may work again at " + tomorrow + "T");
            assertThat(registry.requests()).hasSize(1);
        }
    }
}
