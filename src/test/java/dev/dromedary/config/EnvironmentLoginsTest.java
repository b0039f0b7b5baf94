package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.config.MirrorSettings.Kind;
import dev.dromedary.image.RegistryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user names and passwords of hangar's variables, and the registries that they are for. */
class EnvironmentLoginsTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "SOURCE_USERNAME", "reader",
            "SOURCE_PASSWORD", "r\n",
            "DEST_USERNAME", "writer",
            "DEST_PASSWORD", "w");

    @Test
    void areOfTheRegistriesThatThePropertiesName() {
        Map<String, String> properties =
                Map.of("mirror.source", "s.example/proxy", "mirror.destination", "D.example:5000/team");
        assertThat(logins(Map.of(), VARIABLES, properties))
                .containsExactly(login("d.example:5000", "writer", "w"), login("s.example", "reader", "r"));
    }

    @ParameterizedTest
    @CsvSource({"MIRROR_DESTINATION", "DEST_REGISTRY", "DOCKER_REGISTRY"})
    void areOfTheRegistryThatTheEnvironmentNames(String variable) {
        Map<String, String> environment = new TreeMap<>(VARIABLES);
        environment.put(variable, "d.example");
        assertThat(logins(Map.of(), environment, Map.of())).containsExactly(login("d.example", "writer", "w"));
    }

    @Test
    void areOfTheRegistryThatAFlagNames() {
        assertThat(logins(Map.of("mirror.source", "flag.example"), VARIABLES, Map.of("mirror.source", "file.example")))
                .containsExactly(login("flag.example", "reader", "r"));
    }

    @Test
    void areOfNobodyWhenNoRegistryIsNamed() {
        assertThat(logins(Map.of(), VARIABLES, Map.of())).isEmpty();
        assertThat(logins(Map.of("mirror.source", ""), VARIABLES, Map.of("mirror.source", "file.example")))
                .as("an empty flag takes the name away")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DEST_USERNAME", "DEST_PASSWORD"})
    void areNoneWhenOneHalfIsMissing(String half) {
        Map<String, String> environment = new TreeMap<>(VARIABLES);
        environment.put("DEST_REGISTRY", "d.example");
        environment.put(half, " ");
        assertThat(logins(Map.of(), environment, Map.of())).isEmpty();
    }

    @Test
    void areWeakerThanTheSettingsOfThatRegistry() {
        Map<String, String> properties = Map.of(
                "mirror.destination", "d.example",
                "mirror.registry.x.host", "d.example",
                "mirror.registry.x.username", "set",
                "mirror.registry.x.password", "s");
        assertThat(logins(Map.of(), VARIABLES, properties))
                .containsExactly(login("d.example", "set", "s"), login("d.example", "writer", "w"));
    }

    private static Login login(String host, String username, String password) {
        return new Login(new RegistryName(host), username, password, Optional.empty());
    }

    private static List<Login> logins(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(flags, environment, properties), Kind.SERVER)
                .network()
                .logins();
    }
}
