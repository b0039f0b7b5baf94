package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dromedary.config.MirrorSettings.Kind;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of one registry. */
class RegistrySettingsTest {
    private static final RegistryName HARBOR = new RegistryName("harbor.example:5000");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "hush-hush\n");
    }

    @Test
    void areReadWhole() {
        List<RegistrySettings> read = registries(
                "host = Harbor.example:5000",
                "username = ci",
                "password-file = " + file,
                "tls-verify = false",
                "http = true",
                "ca-file = " + file,
                "client-cert = " + file,
                "client-key = " + file,
                "mirrors = a.example, B.example:5001",
                "connections = 256",
                "requests-per-second = 1000");
        assertThat(read)
                .containsExactly(new RegistrySettings(
                        HARBOR,
                        Optional.of(new Login(HARBOR, "ci", "", Optional.of(file))),
                        new RegistrySettings.Tls(false, true, Optional.of(file), Optional.of(file), Optional.of(file)),
                        List.of(new RegistryName("a.example"), new RegistryName("b.example:5001")),
                        256,
                        1000));
    }

    @Test
    void followTheGeneralSettingsUnlessTheySayOtherwise() {
        NetworkSettings network = read(
                        Map.of(),
                        Map.of(
                                "mirror.tls-verify", "false",
                                "mirror.connections", "8",
                                "mirror.registry.a.host", "a.example",
                                "mirror.registry.b.host", "b.example",
                                "mirror.registry.b.tls-verify", "true",
                                "mirror.registry.b.connections", "1"))
                .network();
        assertThat(network.registries())
                .extracting(RegistrySettings::host, it -> it.tls().verify(), RegistrySettings::connections)
                .containsExactly(
                        tuple(new RegistryName("a.example"), false, 8), tuple(new RegistryName("b.example"), true, 1));
    }

    @Test
    void comeFromTheEnvironmentAlone() {
        NetworkSettings network = read(
                        Map.of(
                                "MIRROR_REGISTRY_X1_HOST", "x.example",
                                "MIRROR_REGISTRY_X1_USERNAME", "ci",
                                "MIRROR_REGISTRY_X1_PASSWORD_FILE", file.toString(),
                                "MIRROR_REGISTRY_X1_REQUESTS_PER_SECOND", "5"),
                        Map.of())
                .network();
        RegistryName host = new RegistryName("x.example");
        assertThat(network.registries())
                .extracting(RegistrySettings::requestsPerSecond)
                .containsExactly(5);
        assertThat(network.logins()).containsExactly(new Login(host, "ci", "", Optional.of(file)));
    }

    @Test
    void areStrongerInTheEnvironmentThanInTheFile() {
        assertThat(read(
                                Map.of("MIRROR_REGISTRY_X_PASSWORD", "of the environment\n"),
                                Map.of(
                                        "mirror.registry.x.host", "x.example",
                                        "mirror.registry.x.username", "ci",
                                        "mirror.registry.x.password", "of the file"))
                        .network()
                        .logins())
                .extracting(Login::password)
                .containsExactly("of the environment");
    }

    @Test
    void areNotThereWhenAllAreEmpty() {
        assertThat(read(
                                Map.of("MIRROR_REGISTRY_X_PASSWORD", ""),
                                Map.of("mirror.registry.x.host", "", "mirror.registry.x.username", " "))
                        .network()
                        .registries())
                .isEmpty();
    }

    @Test
    void warnOfVariablesThatAreNone() {
        Map<String, String> environment = Map.of(
                "MIRROR_REGISTRY_X_PASSWROD", "hush-hush",
                "MIRROR_REGISTRY_X_Y_HOST", "x",
                "MIRROR_REGISTRY_x_HOST", "x",
                "MIRROR_REGISTRY_HOST", "x",
                "MIRROR_REGISTRY_PORT_80_TCP", "tcp://10.0.0.1:80",
                "MIRROR_REGISTRY_SERVICE_HOST", "fd00::1");
        SettingSources sources = new SettingSources(Map.of(), environment, Map.of());
        assertThat(sources.warnings())
                .containsExactlyElementsOf(environment.keySet().stream()
                        .sorted()
                        .map(name -> name + ": unknown setting in the environment, ignored")
                        .toList());
        assertThat(MirrorSettings.read(sources, Kind.SERVER).network().registries())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls-verify          | yes             | true or false",
                "http                | 1               | true or false",
                "connections         | 0               | a whole number from 1 to 256",
                "connections         | 257             | a whole number from 1 to 256",
                "connections         | many            | a whole number from 1 to 256",
                "requests-per-second | 0               | a whole number from 1 to 1000",
                "requests-per-second | 1001            | a whole number from 1 to 1000",
                "mirrors             | a.example,      | comma separated <host>[:<port>], such as mirror.example,other.example:5000",
                "mirrors             | a.example/b     | comma separated <host>[:<port>], such as mirror.example,other.example:5000",
                "ca-file             | /nowhere/at-all | a file that can be read",
                "ca-file             | /               | a file that can be read",
            })
    void refuseValues(String member, String value, String expected) {
        assertThatThrownBy(() -> registries("host = x.example", member + " = " + value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.registry.x.%s = \"%s\": expected %s", member, value, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x.example", "x.example/team", "x.example:0", "a b"})
    void refuseAHostThatIsNone(String host) {
        assertThatThrownBy(() -> registries("host = " + host))
                .hasMessage("mirror.registry.x.host = \"" + host
                        + "\": expected <host>[:<port>], such as harbor.example:5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username = ci", "password = hush-hush", "connections = 1", "http = false"})
    void refuseAGroupWithoutAHost(String other) {
        assertThatThrownBy(() -> registries(other))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.registry.x.host = \"\": expected <host>[:<port>], such as harbor.example:5000");
    }

    @ParameterizedTest
    @CsvSource({"HARBOR.example:5000,harbor.example:5000", "docker.io,index.docker.io"})
    void refuseOneHostInTwoGroups(String one, String other) {
        assertThatThrownBy(() -> read(Map.of("MIRROR_REGISTRY_B_HOST", other), Map.of("mirror.registry.a.host", one)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "mirror.registry.b.host = \"%s\": expected a registry of its own, found that of"
                                + " mirror.registry.a.host",
                        new RegistryName(other));
    }

    @ParameterizedTest
    @CsvSource({
        "password,username",
        "password-file,username",
        "username,password",
        "client-cert,client-key",
        "client-key,client-cert"
    })
    void refuseOneWithoutTheOther(String member, String other) {
        assertThatThrownBy(() -> registries("host = x.example", member + " = " + file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.registry.x.%s: expected mirror.registry.x.%s with it, found none", member, other);
    }

    @Test
    void refuseTwoPasswords() {
        assertThatThrownBy(() -> registries(
                        "host = x.example", "username = ci", "password = hush-hush", "password-file = " + file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.registry.x.password: expected it or mirror.registry.x.password-file, found both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password-file", "ca-file", "client-cert", "client-key"})
    void refuseAFileThatIsNotThere(String member) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "mirror.registry.x.host", "x.example",
                "mirror.registry.x.username", member.equals("password-file") ? "ci" : "",
                "mirror.registry.x.client-cert", member.equals("client-key") ? file.toString() : "",
                "mirror.registry.x.client-key", member.equals("client-cert") ? file.toString() : ""));
        Path missing = folder.resolve("missing");
        values.put("mirror.registry.x." + member, missing.toString());
        assertThatThrownBy(() -> read(Map.of(), values))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("mirror.registry.x." + member + " = \"")
                .hasMessageEndingWith("\": expected a file that can be read");
    }

    @Test
    void neverShowASecret() {
        Map<String, String> variables = Map.of("SOURCE_USERNAME", "u", "SOURCE_PASSWORD", "hush-hush");
        Map<String, String> properties = Map.of(
                "mirror.source", "s.example",
                "mirror.registry.x.host", "x.example",
                "mirror.registry.x.username", "ci",
                "mirror.registry.x.password", "hush-hush");
        SettingSources sources = new SettingSources(Map.of(), variables, properties);
        MirrorSettings settings = MirrorSettings.read(sources, Kind.SERVER);
        assertThat(settings.network().logins()).hasSize(2);
        assertThat(settings.toString()).contains("login of ci at x.example").doesNotContain("hush");
        assertThat(sources.strongest(new RegistrySetting("x", RegistrySetting.Member.PASSWORD)))
                .get()
                .satisfies(value -> assertThat(value.text()).isEqualTo("hush-hush"))
                .hasToString("value of mirror.registry.x.password");
    }

    @Test
    void neverShowASecretThatIsInTheWrongPlace() {
        assertThatThrownBy(() -> registries("host = ci:hush-hush@x.example"))
                .hasMessage("mirror.registry.x.host = \"@x.example\": expected <host>[:<port>], such as"
                        + " harbor.example:5000");
        assertThatThrownBy(() -> registries("host = x.example", "username = ci:hush-hush", "password = y"))
                .hasMessage("mirror.registry.x.username: expected a user name, found one with a colon");
    }

    /** What is set in one group, {@code x}. */
    private static List<RegistrySettings> registries(String... settings) {
        Map<String, String> properties = Arrays.stream(settings)
                .map(setting -> setting.split(" = ", 2))
                .collect(Collectors.toMap(pair -> "mirror.registry.x." + pair[0], pair -> pair[1]));
        return read(Map.of(), properties).network().registries();
    }

    private static MirrorSettings read(Map<String, String> environment, Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(Map.of(), environment, properties), Kind.SERVER);
    }
}
