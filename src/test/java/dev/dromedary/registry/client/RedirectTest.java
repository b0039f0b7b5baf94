package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
    @TempDir
    private Path folder;

    private FaultyRegistry registry;
    private final RegistryProbe probe = new RegistryProbe(RegistryProbe.none());

    @BeforeEach
    void start() throws IOException {
        registry = FaultyRegistry.start(folder.resolve("registry"));
        RegistryProbe.push(registry);
    }

    @AfterEach
    void stop() throws IOException {
        probe.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isFollowed(int status) throws RegistryException {
        redirect(Fault.on("GET", ".*/v1"), status, RegistryProbe.PATH + "?again");

        assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        assertThat(registry.count("GET", ".*/v1\\?again")).isEqualTo(1);
    }

    @Test
    void isFollowedWhereItIsRelative() throws RegistryException {
        redirect(Fault.on("HEAD", ".*/v1"), 307, "v1?sig=a%2Fb");

        assertThat(probe.look(registry.name())).hasValue(RegistryProbe.digest());
        assertThat(registry.count("HEAD", ".*/v1\\?sig=a%2Fb")).isEqualTo(1);
    }

    @Test
    void isFollowedFiveTimes() throws RegistryException {
        redirect(Fault.on("GET", ".*").times(5), 307, RegistryProbe.PATH);

        assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
    }

    @Test
    void isNotFollowedASixthTime() {
        redirect(Fault.on("GET", ".*").times(100), 307, RegistryProbe.PATH);

        assertThatThrownBy(() -> probe.read(registry.name()))
                .hasMessage("cannot follow " + registry.name() + ": more than 5 redirects")
                .extracting("retryable")
                .isEqualTo(false);
        assertThat(registry.requests()).hasSize(6);
    }

    @Test
    void isAFailureWhereItLeadsNowhere() {
        registry.inject(Fault.on("GET", ".*").status(307, Map.of(), ""));

        assertThatThrownBy(() -> probe.read(registry.name())).hasMessageEndingWith("(307)");
    }

    private void redirect(Fault fault, int status, String location) {
        registry.inject(fault.status(status, Map.of("Location", location), "<a href=...>"));
    }
}
