package dev.dromedary.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helpers are found on the PATH, which only a process of its own can have another one of. */
class CredentialHelperTest {
    @TempDir
    private Path folder;

    /** What the child process runs: prints the credential of a registry, or why there is none. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            String answer;
            try {
                Optional<Credential> found =
                        new DockerCredentials(Path.of(arguments[0])).of(new RegistryName(arguments[1]));
                answer = found.map(known -> known.username() + " " + known.secret())
                        .orElse("none");
            } catch (IOException e) {
                answer = String.valueOf(e.getMessage());
            }
            System.out.println(answer);
        }
    }

    @BeforeEach
    void installHelpers() throws IOException {
        install("docker-credential-one", """
                read url
                echo "$1 $url" >> asked.txt
                case $url in
                  *fails*) echo "hush-hush" >&2; exit 1 ;;
                  *absent*) echo "credentials not found in native keychain"; exit 1 ;;
                  *) echo '{"ServerURL": "x", "Username": "one", "Secret": "hush"}' ;;
                esac
                """);
        install("docker-credential-two", """
                read url
                echo '{"ServerURL": "x", "Username": "two", "Secret": "hush"}'
                """);
    }

    @Test
    void isAskedForARegistryOfItsOwn() throws IOException, InterruptedException {
        write("{\"credsStore\": \"two\", \"credHelpers\": {\"reg.example\": \"one\"}}");

        assertThat(find("reg.example")).isEqualTo("one hush");
        assertThat(Files.readString(folder.resolve("asked.txt"))).isEqualTo("get reg.example\n");
    }

    @Test
    void isAskedForEveryOtherRegistryAsTheStore() throws IOException, InterruptedException {
        write("{\"credsStore\": \"two\", \"credHelpers\": {\"reg.example\": \"one\"}}");

        assertThat(find("other.example")).isEqualTo("two hush");
    }

    @Test
    void leavesWhatItDoesNotKnowToTheAuths() throws IOException, InterruptedException {
        write("{\"credsStore\": \"one\", \"auths\": {\"absent.example\": {\"auth\": \"YTpi\"}}}");

        assertThat(find("absent.example")).isEqualTo("a b");
    }

    @Test
    void isNamedWhenItFailsWithoutWhatItPrinted() throws IOException, InterruptedException {
        write("{\"credsStore\": \"one\"}");

        assertThat(find("fails.example")).isEqualTo("cannot run docker-credential-one: it ended with an error");
    }

    private void install(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
    }

    private String find(String registry) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        "config.json",
                        registry)
                .directory(folder.toFile())
                .redirectError(Redirect.INHERIT);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }
}
