package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.registry.credentials.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class BasicAuthenticationTest {
    private static final Credential GOOD = new Credential("user", "hush-hush");

    @TempDir
    private Path folder;

    private FaultyRegistry registry;
    private final AtomicReference<Credential> credential = new AtomicReference<>(GOOD);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final RegistryProbe probe = new RegistryProbe(name -> {
        lookUps.incrementAndGet();
        return Optional.ofNullable(credential.get());
    });

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

    @Test
    void tellsNobodyWhoDoesNotAsk() throws IOException {
        probe.read(registry.name());

        assertThat(lookUps).hasValue(0);
        assertThat(registry.requests())
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
    }

    @Test
    void looksTheCredentialUpOnceAndSendsItFromThenOn() throws IOException {
        registry.requireBasic("user", "hush-hush");

        assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        probe.read(registry.name());
        probe.look(registry.name());

        assertThat(lookUps).hasValue(1);
        assertThat(registry.requests())
                .filteredOn(request -> request.path().equals(RegistryProbe.PATH))
                .extracting("status")
                .containsExactly(401, 200, 200, 200);
    }

    @Test
    void saysWhoseThePasswordIsThatWasRefused() {
        registry.requireBasic("user", "another");

        assertThatThrownBy(() -> probe.read(registry.name()))
                .hasMessage("cannot read " + RegistryProbe.reference(registry.name())
                        + " as user \"user\": wrong password, or no right (401 UNAUTHORIZED: authentication required)")
                .extracting("retryable")
                .isEqualTo(false);
    }

    @Test
    void takesUpAPasswordThatWasChangedMeanwhile() throws IOException {
        registry.requireBasic("user", "hush-hush");
        probe.read(registry.name());
        registry.requireBasic("user", "newer");
        assertThatThrownBy(() -> probe.read(registry.name())).hasMessageContaining("wrong password");

        credential.set(new Credential("user", "newer"));

        assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
    }

    @Test
    void saysThatThereIsNoCredential() throws IOException {
        registry.requireBasic("user", "hush-hush");
        try (RegistryProbe anonymous = new RegistryProbe(RegistryProbe.none())) {
            assertThatThrownBy(() -> anonymous.read(registry.name()))
                    .hasMessageContaining(" anonymously: no credential for it was found (401 UNAUTHORIZED");
        }
    }

    @Test
    void neverTellsAnotherHostThatARedirectLeadsTo() throws IOException {
        try (FaultyRegistry other = FaultyRegistry.start(folder.resolve("other"))) {
            RegistryProbe.push(other);
            registry.requireBasic("user", "hush-hush");
            registry.inject(Fault.on("GET", RegistryProbe.PATH)
                    .status(307, Map.of("Location", "http://" + other.name() + RegistryProbe.PATH), ""));

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());

            assertThat(other.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
        }
    }

    @Test
    void neverTellsAnotherHostThatAsks() throws IOException {
        try (FaultyRegistry other = FaultyRegistry.start(folder.resolve("other"))) {
            other.requireBasic("user", "hush-hush");
            registry.inject(Fault.on("GET", RegistryProbe.PATH)
                    .status(307, Map.of("Location", "http://" + other.name() + RegistryProbe.PATH), ""));

            assertThatThrownBy(() -> probe.read(registry.name())).hasMessageContaining("401");
            assertThat(lookUps).hasValue(0);
            assertThat(other.requests())
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
        }
    }

    @Test
    void keepsSecretsOutOfTheDebugLog() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.dromedary");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        logger.setLevel(Level.DEBUG);
        try {
            registry.requireBasic("user", "hush-hush");
            registry.inject(Fault.on("GET", RegistryProbe.PATH)
                    .status(307, Map.of("Location", RegistryProbe.PATH + "?X-Amz-Signature=hush"), ""));
            probe.read(registry.name());
        } finally {
            logger.setLevel(before);
            logger.detachAppender(seen);
        }
        assertThat(seen.list)
                .filteredOn(event -> event.getLoggerName().startsWith("dev.dromedary.registry"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotContain("hush", GOOD.basic()));
        assertThat(GOOD).hasToString("credential of user");
    }
}
