package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.DropFolder;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Validations and checks look projects of a Harbor up, and create none; its answers are those of a real one. */
class HarborLookUpTest extends HarborFixture {
    private static final String LINE = "team/app known/app 1";

    @BeforeEach
    void pushImages() {
        Samples.pushMany(source.name(), "team/app", 3);
    }

    @AfterEach
    void hasOnlyRead() {
        assertThat(harbor.requests("POST|PUT|PATCH|DELETE", ".*")).isEmpty();
    }

    private HarborRun run(DropFolder.Kind kind) {
        return HarborRun.start(kind, folder, source.name(), harbor);
    }

    private LineRecord line(DropFolder.Kind kind) throws IOException {
        try (HarborRun run = run(kind)) {
            return run.line(LINE);
        }
    }

    private String missing(String project) {
        return "project \"" + project + "\" is missing at " + harbor.name();
    }

    @Test
    void aValidationNamesTheProjectThatIsMissing() throws IOException {
        try (HarborRun run = run(DropFolder.Kind.VALIDATE)) {
            assertThat(run.mirror(LINE, "team/app known/app 2")).allSatisfy(record -> {
                assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(record.reason()).isEqualTo(missing("known"));
            });
        }
        assertThat(harbor.requests()).hasToString("[HEAD /api/v2.0/projects?project_name=known]");
    }

    @Test
    void aCheckNamesTheProjectThatWouldBeCreated() throws IOException {
        harbor.addProject("there");
        try (HarborRun run = run(DropFolder.Kind.CHECK)) {
            List<LineRecord> records = run.mirror(
                    LINE,
                    "team/app known/app 2",
                    "team/app there/app 1",
                    "team/app fresh/app 1",
                    "team/none gone/app 1");
            assertThat(records)
                    .extracting(record -> record.line() + " " + record.outcome() + " " + record.reason())
                    .containsExactlyInAnyOrder(
                            "1 copy " + missing("known") + " and would be created",
                            "2 copy " + missing("known") + " and would be created",
                            "3 copy null",
                            "4 copy " + missing("fresh") + " and would be created",
                            "5 failed " + source.name()
                                    + "/team/none:1: not found at the source (404 MANIFEST_UNKNOWN)");
            assertThat(records.stream().mapToLong(LineRecord::bytes).sum()).isEqualTo(3 * 50);
            assertThat(run.missingProjects()).containsExactly(missing("fresh"), missing("gone"), missing("known"));
        }
        assertThat(harbor.requests("HEAD", PROJECTS)).hasSize(4);
        assertThat(harbor.requests("HEAD", "/v2/(known|fresh|gone)/.*")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("projectLookUps")
    void aValidationUnderstandsEveryAnswer(Recorded lookUp) throws IOException {
        Samples.pushMany(harbor.registryBehind(), "known/app", 1);
        harbor.addProject("known");
        harbor.answers("HEAD", PROJECTS, lookUp);
        LineRecord record = line(DropFolder.Kind.VALIDATE);
        switch (lookUp.status()) {
            case 404 -> assertThat(record.reason()).isEqualTo(missing("known"));
            case 422 -> assertThat(record.reason()).isEqualTo(impossible());
            default -> assertThat(record.outcome()).as("the registry decides").isEqualTo(Outcome.VALID);
        }
    }

    @ParameterizedTest
    @MethodSource("projectLookUps")
    void aCheckUnderstandsEveryAnswer(Recorded lookUp) throws IOException {
        Samples.pushMany(harbor.registryBehind(), "known/app", 1);
        harbor.addProject("known");
        harbor.answers("HEAD", PROJECTS, lookUp);
        LineRecord record = line(DropFolder.Kind.CHECK);
        switch (lookUp.status()) {
            case 404 -> assertThat(record.outcome()).isEqualTo(Outcome.COPY);
            case 422 -> assertThat(record.reason()).isEqualTo(impossible());
            default -> assertThat(record.outcome()).as("the registry decides").isEqualTo(Outcome.UP_TO_DATE);
        }
    }

    private String impossible() {
        return "cannot look up project \"known\" at " + harbor.name() + " as user \"ci\" (422)";
    }

    @ParameterizedTest
    @EnumSource(
            value = DropFolder.Kind.class,
            names = {"VALIDATE", "CHECK"})
    void namesBothRefusals(DropFolder.Kind kind) throws IOException {
        harbor.answers("HEAD", PROJECTS, Recorded.of("looking-projects-up", "HEAD existing private, anonymous"));
        assertThat(line(kind).reason())
                .startsWith("user \"ci\" may not look up project \"known\" at " + harbor.name()
                        + " (401); cannot look up " + harbor.name() + "/known/app:1 ")
                .endsWith("(401)");
    }

    @ParameterizedTest
    @EnumSource(
            value = DropFolder.Kind.class,
            names = {"VALIDATE", "CHECK"})
    void asksAgainWhereThatMayHelp(DropFolder.Kind kind) throws IOException {
        harbor.answersOnce("HEAD", PROJECTS, Recorded.of("creating-projects", "registry_id that does not exist"));
        assertThat(line(kind).reason()).startsWith(missing("known"));
        assertThat(harbor.requests("HEAD", PROJECTS)).hasSize(2);
    }
}
