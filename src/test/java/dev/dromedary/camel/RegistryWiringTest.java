package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.config.NetworkSettings;
import dev.dromedary.config.SettingSources;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.registry.credentials.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry client is told of the settings, and where it looks for credentials. */
class RegistryWiringTest {
    private static final RegistryName HOST = new RegistryName("reg.example");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void logInWithDocker() throws IOException {
        environment.put("DOCKER_CONFIG", folder.toString());
        Files.writeString(folder.resolve("config.json"), """
                {"auths": {"reg.example": {"username": "docker", "password": "d"},
                           "list.example": {"username": "docker", "password": "d"}}}
                """);
    }

    @Test
    void asksForCredentialsInOrder() throws IOException {
        assertThat(credentials().of(HOST)).contains(new Credential("docker", "d"));
        environment.putAll(Map.of("DEST_REGISTRY", "reg.example", "DEST_USERNAME", "env", "DEST_PASSWORD", "e"));
        assertThat(credentials().of(HOST)).contains(new Credential("env", "e"));
        properties.putAll(Map.of(
                "mirror.registry.x.host", "reg.example",
                "mirror.registry.x.username", "set",
                "mirror.registry.x.password", "s"));
        assertThat(credentials().of(HOST)).contains(new Credential("set", "s"));
    }

    @Test
    void givesNoOtherRegistryWhatIsSetOfOne() throws IOException {
        environment.putAll(Map.of("DEST_REGISTRY", "reg.example", "DEST_USERNAME", "env", "DEST_PASSWORD", "e"));
        assertThat(credentials().of(new RegistryName("list.example"))).contains(new Credential("docker", "d"));
        assertThat(credentials().of(new RegistryName("reg.example:5000"))).isEmpty();
        assertThat(credentials().of(RegistryName.DOCKER_HUB)).isEmpty();
    }

    @Test
    void readsThePasswordFileAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        properties.putAll(Map.of(
                "mirror.registry.x.host", "reg.example",
                "mirror.registry.x.username", "set",
                "mirror.registry.x.password-file", file.toString()));
        Credentials credentials = credentials();
        assertThat(credentials.of(HOST)).contains(new Credential("set", "old"));
        Files.writeString(file, "new\n");
        assertThat(credentials.of(HOST)).contains(new Credential("set", "new"));
        Files.delete(file);
        assertThatThrownBy(() -> credentials.of(HOST))
                .as("what is set does not give way to what is weaker")
                .hasMessageContaining("it is not there");
    }

    @Test
    void readsDockersFileAgain() throws IOException {
        Credentials credentials = credentials();
        assertThat(credentials.of(HOST)).contains(new Credential("docker", "d"));
        Files.writeString(folder.resolve("config.json"), "{\"auths\": {\"reg.example\": {\"identitytoken\": \"t\"}}}");
        assertThat(credentials.of(HOST)).contains(new Credential("<token>", "t"));
    }

    @Test
    void handsOverWhatIsSetOfARegistry() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "");
        properties.putAll(Map.of(
                "mirror.tls-verify", "false",
                "mirror.connections", "7",
                "mirror.registry.x.host", "reg.example",
                "mirror.registry.x.tls-verify", "true",
                "mirror.registry.x.http", "true",
                "mirror.registry.x.ca-file", file.toString(),
                "mirror.registry.x.mirrors", "m.example",
                "mirror.registry.x.requests-per-second", "9"));
        RegistryRules rules = RegistryWiring.rules(network());
        assertThat(rules.options().apply(HOST))
                .isEqualTo(new RegistryOptions(
                        true,
                        true,
                        Optional.of(file),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new RegistryName("m.example")),
                        7,
                        9));
        assertThat(rules.options().apply(new RegistryName("other.example")))
                .isEqualTo(new RegistryOptions(
                        false, false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 7, 0));
    }

    @Test
    void handsOverHowPatientToBe() {
        properties.putAll(Map.of(
                "mirror.request-tries", "2",
                "mirror.request-timeout", "3s",
                "mirror.max-wait", "4s",
                "mirror.stall-timeout", "5s",
                "mirror.min-speed", "6KB"));
        assertThat(RegistryWiring.rules(network()).patience())
                .isEqualTo(new Patience(
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        6 * 1024,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1)));
    }

    @Test
    void isAsUsualWhenNothingIsSet() {
        RegistryRules rules = RegistryWiring.rules(network());
        assertThat(rules.patience()).isEqualTo(Patience.USUAL);
        assertThat(rules.options().apply(HOST)).isEqualTo(RegistryOptions.usual(true));
    }

    private Credentials credentials() {
        return RegistryWiring.credentials(network(), environment, folder.toString());
    }

    private NetworkSettings network() {
        return MirrorSettings.read(new SettingSources(Map.of(), environment, properties), MirrorSettings.Kind.SERVER)
                .network();
    }
}
