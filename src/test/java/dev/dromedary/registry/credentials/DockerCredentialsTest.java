package dev.dromedary.registry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerCredentialsTest {
    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void name() {
        config = folder.resolve("config.json");
    }

    @ParameterizedTest
    @CsvSource({
        "reg.example:5000, reg.example:5000",
        "reg.example:5000, https://reg.example:5000",
        "reg.example:5000, http://reg.example:5000",
        "reg.example:5000, https://reg.example:5000/v2/",
        "docker.io, https://index.docker.io/v1/",
        "docker.io, docker.io",
        "registry-1.docker.io, index.docker.io"
    })
    void findsARegistryUnderTheNamesThatDockerFilesItUnder(String registry, String key) throws IOException {
        write("{\"auths\": {\"other.example\": {\"auth\": \"" + base64("other:one") + "\"}, \"" + key
                + "\": {\"auth\": \"" + base64("user:pass:word") + "\"}}}");

        assertThat(find(registry)).contains(new Credential("user", "pass:word"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reg.example:5001", "reg.example", "sub.reg.example:5000", "docker.io"})
    void givesNoOtherRegistryTheCredential(String registry) throws IOException {
        write("{\"auths\": {\"reg.example:5000\": {\"auth\": \"" + base64("user:password") + "\"}}}");

        assertThat(find(registry)).isEmpty();
    }

    @Test
    void doesNotTakeTheEntryOfARepository() throws IOException {
        write("{\"auths\": {\"reg.example/team-a\": {\"auth\": \"" + base64("user:password") + "\"}}}");

        assertThat(find("reg.example")).isEmpty();
    }

    @Test
    void readsAUserNameAndAPasswordThatStandApart() throws IOException {
        write("{\"auths\": {\"reg.example\": {\"username\": \"user\", \"password\": \"p\u00e4ss\"}}}");

        assertThat(find("reg.example")).contains(new Credential("user", "p\u00e4ss"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"auths\": {}}", "{\"auths\": {\"reg.example\": {}}}", "{\"auths\": 5}", "[]"})
    void findsNothingWhereThereIsNothing(String text) throws IOException {
        write(text);

        assertThat(find("reg.example")).isEmpty();
    }

    @Test
    void findsNothingWithoutAFile() throws IOException {
        assertThat(find("reg.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "c2VjcmV0", "OnNlY3JldA=="})
    void refusesAnEntryThatHoldsNoUserAndPassword(String auth) throws IOException {
        write("{\"auths\": {\"reg.example\": {\"auth\": \"" + auth + "\"}}}");

        assertThatThrownBy(() -> find("reg.example"))
                .hasMessage(config + ": auths \"reg.example\": expected base64 of <user>:<password>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"auths\": {\"reg.example\": {\"auth\": hush-hush", "hush-hush", "{\"hush-hush\""})
    void saysThatTheFileIsNotJsonWithoutWhatIsInIt(String text) throws IOException {
        write(text);

        assertThatThrownBy(() -> find("reg.example"))
                .hasMessage("cannot read " + config + ": it is not JSON")
                .hasNoCause();
    }

    @Test
    void namesAHelperThatIsNotThere() throws IOException {
        write("{\"credsStore\": \"nowhere-to-be-found\"}");

        assertThatThrownBy(() -> find("reg.example"))
                .hasMessage("cannot run docker-credential-nowhere-to-be-found: it is not on the PATH");
    }

    @Test
    void liesWhereDockerLooks() {
        assertThat(DockerCredentials.file(Map.of(), "/home/me")).isEqualTo(Path.of("/home/me/.docker/config.json"));
        assertThat(DockerCredentials.file(Map.of("DOCKER_CONFIG", ""), "/home/me"))
                .isEqualTo(Path.of("/home/me/.docker/config.json"));
        assertThat(DockerCredentials.file(Map.of("DOCKER_CONFIG", "/etc/docker"), "/home/me"))
                .isEqualTo(Path.of("/etc/docker/config.json"));
    }

    private void write(String text) throws IOException {
        Files.writeString(config, text);
    }

    private Optional<Credential> find(String registry) throws IOException {
        return new DockerCredentials(config).of(new RegistryName(registry));
    }

    private static String base64(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
