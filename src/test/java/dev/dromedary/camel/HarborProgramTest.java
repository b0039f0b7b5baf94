package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Harbor as people use it: with flags, and dropped into the server's inbox. */
@Tag("long")
class HarborProgramTest extends HarborFixture {
    @BeforeEach
    void pushAndList() throws IOException {
        Samples.push(source.name(), "team/app", "1", "one");
        Files.writeString(folder.resolve("list.txt"), "team/app fresh/app 1\n");
        Files.writeString(folder.resolve("own.txt"), "# mirror.repo-type = harbor\nteam/app fresh/app 1\n");
    }

    private OneShot.Result mirror(String arguments) throws IOException, InterruptedException {
        return run("mirror " + arguments);
    }

    private OneShot.Result run(String arguments) throws IOException, InterruptedException {
        Program program = Program.in(folder)
                .with("DEST_USERNAME", "ci")
                .with("DEST_PASSWORD", "secret")
                .with("MIRROR_STALL_TIMEOUT", "1s")
                .with("MIRROR_REQUEST_TRIES", "1")
                .with("MIRROR_RETRIES", "0")
                .jvm("-Xlog:class+load:file=" + folder.resolve("classes.log"));
        String destination = arguments.contains(" -d ") ? "" : " -d " + harbor.name();
        String line = arguments + " -s " + source.name() + destination;
        return OneShot.start(program, line.split(" ", -1)).await();
    }

    @Test
    void saysWhichProjectsAreMissingAndCreatesNone() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("list.txt"), "team/app fresh/app 1\nteam/app known/app 1\nteam/app other/app 1\n");
        harbor.addProject("known");
        OneShot.Result result = run("plan --check -f list.txt --repo-type=harbor --harbor-https=false");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo("""
                1\tcopy\tSRC/team/app:1\tDST/fresh/app:1\tproject "fresh" is missing at DST and would be created\t49
                2\tcopy\tSRC/team/app:1\tDST/known/app:1\t\t49
                3\tcopy\tSRC/team/app:1\tDST/other/app:1\tproject "other" is missing at DST and would be created\t49
                """.replace("SRC", source.name()).replace("DST", harbor.name()));
        assertThat(result.err())
                .containsPattern(
                        "dromedary: project \"fresh\" is missing at " + harbor.name()
                                + "\ndromedary: project \"other\" is missing at " + harbor.name()
                                + "\ndromedary: 3 copy, 0 up-to-date, 0 skipped, 0 failed, 0 unreadable, 147 bytes to move in ");
        OneShot.Result validation = run("mirror-validate -f list.txt --repo-type=harbor --harbor-https=false");
        assertThat(validation.exit()).isEqualTo(1);
        assertThat(validation.err())
                .contains("line 1: failed: project \"fresh\" is missing at " + harbor.name() + "\n")
                .contains("line 2: failed: tag " + harbor.name() + "/known/app:1 is missing, expected sha256:");
        assertThat(harbor.requests("POST|PUT|PATCH|DELETE", ".*")).isEmpty();
    }

    /** The classes of camel-http that the program loaded, but for those of its type converters, which Camel always loads. */
    private List<String> classes() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("classes.log"))) {
            return lines.filter(
                            line -> line.contains(" org.apache.camel.component.http.") && !line.contains("Converter"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-f list.txt --repo-type harbor --harbor-https=false",
                "-f list.txt --repo-type=harbor --harbor-https false",
                "-f own.txt --harbor-https=false"
            })
    void createsProjects(String arguments) throws IOException, InterruptedException {
        OneShot.Result result = mirror(arguments);
        assertThat(result.err()).contains("1 copied");
        assertThat(result.exit()).isZero();
        assertThat(harbor.hasProject("fresh")).isTrue();
        assertThat(classes()).anyMatch(line -> line.contains(".HttpComponent "));
    }

    @Test
    void loadsNothingForHarborWhereThereIsNone() throws IOException, InterruptedException {
        harbor.addProject("fresh");
        OneShot.Result result = mirror("-f list.txt");
        assertThat(result.err()).contains("1 copied");
        assertThat(harbor.requests("HEAD|POST", "/api/.*")).isEmpty();
        assertThat(classes()).isEmpty();
    }

    @Test
    void saysThatTheApiDoesNotSpeakTls() throws IOException, InterruptedException {
        OneShot.Result result = mirror("-f list.txt --repo-type harbor");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("failed: cannot ask " + harbor.name() + ": ")
                .doesNotContain("\tat ");
        assertThat(harbor.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f list.txt --repo-type quay", "-f list.txt --harbor-https=false -d registry.example"})
    void refusesWhatCannotBe(String arguments) throws IOException, InterruptedException {
        OneShot.Result result = mirror(arguments);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .hasLineCount(1)
                .containsAnyOf("mirror.repo-type = \"quay\"", "mirror.harbor-https = \"false\"");
    }

    @Test
    void createsProjectsAsAServer() throws IOException {
        try (RunningBundle bundle = RunningBundle.start(
                folder.resolve("data"),
                "mirror.source=" + source.name(),
                "mirror.destination=" + harbor.name(),
                "mirror.repo-type=harbor",
                "mirror.harbor-https=false")) {
            bundle.drop("base.txt", "team/app fresh/app 1\n");
            await().untilAsserted(() -> assertThat(bundle.settled()).hasSize(1));
            assertThat(bundle.settled().get(0).reason()).isNull();
            assertThat(harbor.hasProject("fresh")).isTrue();
        }
    }
}
