package dev.dromedary.registry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helpers are found on the PATH, which only a process of its own can have another one of. */
@Tag("long")
class CredentialHelperTest {
    @TempDir
    private Path folder;

    /** What the child process runs: prints the credential of a registry, or why there is none. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            RegistryName registry = new RegistryName(arguments[1]);
            switch (arguments[0]) {
                case "docker" -> say(new DockerCredentials(Path.of("config.json")), registry);
                case "clouds" -> say(new WellKnownHelpers(System.getenv("PATH")), registry);
                default -> askOnAndOn(registry);
            }
        }

        /** Twice at once, then again after just under a minute, and after a minute. */
        private static void askOnAndOn(RegistryName registry) {
            AtomicLong seconds = new AtomicLong();
            CredentialHelper helper =
                    new CredentialHelper(Duration.ofSeconds(3), () -> TimeUnit.SECONDS.toNanos(seconds.get()));
            for (int wait : List.of(0, 0, 59, 1)) {
                seconds.addAndGet(wait);
                say(asked -> helper.ask("one", asked.name()), registry);
            }
        }

        private static void say(Credentials credentials, RegistryName registry) {
            try {
                System.out.println(credentials
                        .of(registry)
                        .map(known -> known.username() + " " + known.secret())
                        .orElse("none"));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @BeforeEach
    void installHelpers() throws IOException {
        install("docker-credential-one", """
                read url
                echo "$1 $url" >> asked.txt
                case $url in
                  *hangs*) echo $$ > pid; sleep 100 ;;
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

    @Test
    void isNotAskedAgainForAMinuteWhenItFailed() throws IOException, InterruptedException {
        String failure = "cannot run docker-credential-one: it ended with an error\n";

        assertThat(run("on-and-on", "fails.example"))
                .isEqualTo(failure.repeat(4).strip());
        assertThat(Files.readString(folder.resolve("asked.txt"))).isEqualTo("get fails.example\n".repeat(2));
    }

    @Test
    void isEndedWhenItHangsAndNotAskedAgainForAMinute() throws IOException, InterruptedException {
        String failure = "cannot run docker-credential-one: no answer within 3 s\n";

        assertThat(run("on-and-on", "hangs.example"))
                .isEqualTo(failure.repeat(4).strip());
        assertThat(Files.readString(folder.resolve("asked.txt"))).isEqualTo("get hangs.example\n".repeat(2));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void isAskedEachTimeWhenItAnswers() throws IOException, InterruptedException {
        assertThat(run("on-and-on", "reg.example"))
                .isEqualTo("one hush\n".repeat(4).strip());
        assertThat(Files.readString(folder.resolve("asked.txt"))).isEqualTo("get reg.example\n".repeat(4));
    }

    @ParameterizedTest
    @CsvSource({
        "gcr.io, gcr",
        "eu.gcr.io, gcr",
        "1.dkr.ecr.eu-west-1.amazonaws.com, ecr-login",
        "team.azurecr.io, acr-env",
        "team.azurecr.io:443, acr-env"
    })
    void isKnownOfClouds(String registry, String helper) throws IOException, InterruptedException {
        installNamed(helper);

        assertThat(run("clouds", registry)).isEqualTo(helper + " " + registry);
    }

    @ParameterizedTest
    @CsvSource({"evilgcr.io", "gcr.io.example", "amazonaws.com.example", "reg.example"})
    void isNotAskedForWhatOnlyLooksLikeACloud(String registry) throws IOException, InterruptedException {
        for (String helper : List.of("gcr", "ecr-login", "acr-env")) {
            installNamed(helper);
        }

        assertThat(run("clouds", registry)).isEqualTo("none");
    }

    @Test
    void isNotMissedWhenACloudHasNone() throws IOException, InterruptedException {
        assertThat(run("clouds", "gcr.io")).isEqualTo("none");
    }

    @Test
    void isAWarningWhenThatOfACloudFails() throws IOException, InterruptedException {
        install("docker-credential-gcr", "exit 1\n");

        assertThat(run("clouds", "gcr.io")).contains("none");
        assertThat(Files.readString(folder.resolve("errors.txt")))
                .contains("gcr.io is asked anonymously: cannot run docker-credential-gcr: it ended with an error");
    }

    /** One that answers with its own name and what it was asked for. */
    private void installNamed(String helper) throws IOException {
        install("docker-credential-" + helper, """
                read url
                echo '{"ServerURL": "x", "Username": "%s", "Secret": "'$url'"}'
                """.formatted(helper));
    }

    private void install(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
    }

    private String find(String registry) throws IOException, InterruptedException {
        return run("docker", registry);
    }

    private String run(String what, String registry) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Child.class.getName(), what, registry)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }
}
