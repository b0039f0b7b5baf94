package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.config.MirrorSettings.Kind;
import dev.dromedary.image.NamePrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingSourcesTest {

    @TempDir
    Path folder;

    @Test
    void prefersFlagsToTheEnvironmentAndThatToProperties() {
        Map<String, String> flags = Map.of("mirror.jobs", "1");
        Map<String, String> environment = Map.of("MIRROR_JOBS", "2");
        Map<String, String> properties = Map.of("mirror.jobs", "3");
        assertThat(read(flags, environment, properties).jobs()).isEqualTo(1);
        assertThat(read(Map.of(), environment, properties).jobs()).isEqualTo(2);
        assertThat(read(Map.of(), Map.of(), properties).jobs()).isEqualTo(3);
    }

    @Test
    void looksForADestinationInOrder() {
        Map<String, String> flags = new HashMap<>(Map.of("mirror.destination", "flag.io"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "MIRROR_DESTINATION", "env.io", "DEST_REGISTRY", "dest.io", "DOCKER_REGISTRY", "docker.example"));
        Map<String, String> properties = new HashMap<>(Map.of("mirror.destination", "file.io"));
        assertThat(destination(flags, environment, properties)).isEqualTo("flag.io");
        flags.clear();
        assertThat(destination(flags, environment, properties)).isEqualTo("env.io");
        environment.remove("MIRROR_DESTINATION");
        assertThat(destination(flags, environment, properties)).isEqualTo("file.io");
        properties.clear();
        assertThat(destination(flags, environment, properties)).isEqualTo("dest.io");
        environment.put("DEST_REGISTRY", "");
        assertThat(destination(flags, environment, properties)).isEqualTo("docker.example");
        environment.remove("DOCKER_REGISTRY");
        assertThat(destination(flags, environment, properties)).isEmpty();
    }

    @Test
    void looksForASourceInOrder() {
        Map<String, String> legacy = Map.of("SOURCE_REGISTRY", "source.io");
        assertThat(source(Map.of(), legacy, Map.of())).isEqualTo("source.io");
        assertThat(source(Map.of(), legacy, Map.of("mirror.source", "file.io"))).isEqualTo("file.io");
        assertThat(source(Map.of("mirror.source", "flag.io"), legacy, Map.of())).isEqualTo("flag.io");
        assertThat(source(Map.of("mirror.source", ""), legacy, Map.of())).isEmpty();
    }

    @Test
    void namesTheVariableOfHangarThatIsInvalid() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("DEST_REGISTRY", "a b"), Map.of()))
                .hasMessageStartingWith("DEST_REGISTRY = \"a b\": expected <host>");
        assertThatThrownBy(() -> read(Map.of(), Map.of("MIRROR_JOBS", "21"), Map.of()))
                .hasMessage("mirror.jobs = \"21\": expected a whole number from 1 to 20");
    }

    @Test
    void takesAnEmptyVariableOrPropertyForNotSet() {
        assertThat(read(Map.of(), Map.of("MIRROR_JOBS", " "), Map.of("mirror.jobs", "3"))
                        .jobs())
                .isEqualTo(3);
        assertThat(read(Map.of(), Map.of(), Map.of("mirror.jobs", "", "mirror.arch", " "))
                        .list()
                        .platforms()
                        .architectures())
                .containsExactlyInAnyOrder("amd64", "arm64");
    }

    @Test
    void takesAnEmptyDefaultProjectForNever() {
        assertThat(project(Map.of(), Map.of(), Map.of("mirror.default-project", "")))
                .isEmpty();
        assertThat(project(Map.of(), Map.of("MIRROR_DEFAULT_PROJECT", ""), Map.of("mirror.default-project", "a")))
                .isEmpty();
        assertThat(project(Map.of("mirror.default-project", ""), Map.of(), Map.of("mirror.default-project", "a")))
                .isEmpty();
        assertThat(project(Map.of(), Map.of(), Map.of("mirror.default-project", "team/base")))
                .isEqualTo("team/base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.arch", "mirror.os", "mirror.jobs", "mirror.failed", "mirror.file", "mirror.debug"})
    void takesAnEmptyFlagAsItIs(String property) {
        assertThatThrownBy(() -> read(Map.of(property, ""), Map.of(), Map.of(property, "1")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(property + " = \"\": expected ");
    }

    @Test
    void stripsVariablesAndProperties() {
        assertThat(read(Map.of(), Map.of("MIRROR_JOBS", " 2\t"), Map.of()).jobs())
                .isEqualTo(2);
        assertThat(read(Map.of(), Map.of(), Map.of("mirror.tls-verify", "false "))
                        .network()
                        .defaults()
                        .tlsVerify())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.job,             ', did you mean mirror.jobs?'",
        "mirror.defaultProject,  ', did you mean mirror.default-project?'",
        "mirror.Jobs,            ', did you mean mirror.jobs?'",
        "mirror.tls-verfy,       ', did you mean mirror.tls-verify?'",
        "mirror.registry.a.hos,  ', did you mean mirror.registry.a.host?'",
        "mirror.registry.a.,     ''",
        "mirror.registry.A.host, ''",
        "mirror.registry.a-b.host, ''",
        "mirror.registry.host,   ''",
        "mirror.repo-typ,        ', did you mean mirror.repo-type?'",
        "mirror.harbor-project,  ''",
    })
    void refusesUnknownNames(String property, String hint) {
        for (Map<String, String> values : List.of(Map.of(property, "x"), Map.of(property, ""))) {
            assertThatThrownBy(() -> new SettingSources(Map.of(), Map.of(), values))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(property + ": unknown setting" + hint);
            assertThatThrownBy(() -> new SettingSources(values, Map.of(), Map.of()))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(property + ": unknown setting" + hint);
        }
    }

    @Test
    void refusesAnUnknownNameInOneBoundedLine() {
        assertThatThrownBy(() -> new SettingSources(Map.of(), Map.of(), Map.of("mirror.\n" + "x".repeat(5_000), "")))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("mirror.\\x0axxx")
                        .endsWith(": unknown setting")
                        .hasSizeLessThan(300));
    }

    @Test
    void warnsOfHalfALogin() {
        Map<String, String> environment =
                Map.of("DEST_USERNAME", "ci", "SOURCE_PASSWORD", "secret", "DEST_PASSWORD", " ");
        assertThat(new SettingSources(Map.of(), environment, Map.of()).warnings())
                .containsExactly(
                        "DEST_USERNAME: expected DEST_PASSWORD with it, ignored",
                        "SOURCE_PASSWORD: expected SOURCE_USERNAME with it, ignored");
        assertThat(new SettingSources(Map.of(), Map.of("DEST_USERNAME", "ci", "DEST_PASSWORD", "x"), Map.of())
                        .warnings())
                .isEmpty();
    }

    @Test
    void warnsOfUnknownVariables() {
        Map<String, String> environment = Map.of(
                "MIRROR_SERVICE_PORT", "80", "MIRROR_JOB", "2", "MIRROR_JOBS", "2", "PATH", "/bin", "mirror_jobs", "9");
        assertThat(new SettingSources(Map.of(), environment, Map.of()).warnings())
                .containsExactly(
                        "MIRROR_JOB: unknown setting in the environment, ignored",
                        "MIRROR_SERVICE_PORT: unknown setting in the environment, ignored");
    }

    @Test
    void readsOurPropertiesAndLeavesCamelsToCamel() throws IOException {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "camel.main.name = x\nmirror.data = /srv/日本\nmirror.jobs: 3\n#mirror.lists = 1\n");
        assertThat(SettingSources.readProperties(file))
                .containsExactlyInAnyOrderEntriesOf(Map.of("mirror.data", "/srv/日本", "mirror.jobs", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs = 3", "miror.jobs = 3", "Mirror.jobs = 3", "camels.main.name = x"})
    void refusesAPropertyThatIsNobodys(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), line);

        assertThatThrownBy(() -> SettingSources.readProperties(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(line.split(" ", 2)[0]
                        + ": unknown setting in application.properties; expected mirror.… or camel.…");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), "\uFEFFmirror.jobs = 3\r\n");

        assertThat(SettingSources.readProperties(file)).containsExactlyEntriesOf(Map.of("mirror.jobs", "3"));
    }

    @Test
    void needsNoPropertiesFile() throws IOException {
        assertThat(SettingSources.readProperties(folder.resolve("none"))).isEmpty();
    }

    @Test
    void saysWhyItCannotReadAPropertiesFile() throws IOException {
        Path latin =
                Files.write(folder.resolve("latin"), "mirror.data = caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SettingSources.readProperties(latin))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + latin + ": expected UTF-8");
        Path escape = Files.writeString(folder.resolve("escape"), "mirror.data = \\u12x4");
        assertThatThrownBy(() -> SettingSources.readProperties(escape))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read " + escape + ": ");
    }

    private static MirrorSettings read(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(flags, environment, properties), Kind.SERVER);
    }

    private static String destination(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> properties) {
        return read(flags, environment, properties)
                .list()
                .names()
                .destination()
                .map(NamePrefix::toString)
                .orElse("");
    }

    private static String source(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> properties) {
        return read(flags, environment, properties)
                .list()
                .names()
                .source()
                .map(NamePrefix::toString)
                .orElse("");
    }

    private static String project(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> properties) {
        return read(flags, environment, properties).list().names().defaultProject();
    }
}
