package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects of a Harbor, whose answers are those of a real one. */
@Tag("long")
class HarborProjectTest extends HarborFixture {
    private HarborRun run;

    @BeforeEach
    void openRun() throws IOException {
        run = open();
        Samples.pushMany(source.name(), "team/app", 20);
    }

    @AfterEach
    void closeRun() throws IOException {
        run.close();
    }

    private boolean hasImage(String repository, String tag) {
        return new RegistryApi(harbor.registryBehind())
                .headManifest(repository, tag)
                .isPresent();
    }

    private List<String> asked() {
        return harbor.requests("HEAD|POST", PROJECTS).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void createsAMissingProjectBeforeTheFirstWrite() throws IOException {
        assertThat(run.line("team/app fresh/app 1").outcome()).isEqualTo(Outcome.COPIED);
        assertThat(hasImage("fresh/app", "1")).isTrue();
        assertThat(harbor.requests().stream().limit(3).map(Object::toString))
                .containsExactly(
                        "HEAD /api/v2.0/projects?project_name=fresh",
                        "POST /api/v2.0/projects",
                        harbor.requests().get(2).toString());
        assertThat(harbor.requests("HEAD", "/v2/fresh/app/manifests/1")).isEmpty();
        assertThat(harbor.requests("POST", PROJECTS)).singleElement().satisfies(request -> {
            assertThat(request.body())
                    .isIn(
                            "{\"project_name\":\"fresh\",\"metadata\":{\"public\":\"true\"}}",
                            "{\"metadata\":{\"public\":\"true\"},\"project_name\":\"fresh\"}");
            assertThat(request.headers()).containsEntry("content-type", List.of("application/json"));
        });
    }

    @Test
    void looksUpOnceForAllLines() throws IOException {
        harbor.addProject("known");
        List<LineRecord> records = run.mirror(IntStream.rangeClosed(1, 20)
                .mapToObj(tag -> "team/app " + (tag % 2 == 0 ? "known" : "fresh") + "/app" + tag % 3 + " " + tag)
                .toArray(String[]::new));
        assertThat(records).extracting(LineRecord::outcome).containsOnly(Outcome.COPIED);
        assertThat(asked())
                .containsExactlyInAnyOrder(
                        "HEAD /api/v2.0/projects?project_name=known",
                        "HEAD /api/v2.0/projects?project_name=fresh",
                        "POST /api/v2.0/projects");
        assertThat(run.line("team/app fresh/other 3").outcome()).isEqualTo(Outcome.COPIED);
        assertThat(asked()).hasSize(3);
    }

    @Test
    void tellsHarborWhoAsksAndNothingOfItsOwn() throws IOException {
        run.mirror("team/app fresh/app 1", "team/app fresh/app 2");
        assertThat(harbor.requests("HEAD|POST", PROJECTS)).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers().get("authorization")).containsExactly("Basic Y2k6c2VjcmV0");
            assertThat(request.headers().get("user-agent")).containsExactly("dromedary/test");
            assertThat(request.headers().keySet())
                    .isSubsetOf(
                            "authorization",
                            "connection",
                            "content-length",
                            "content-type",
                            "host",
                            "transfer-encoding",
                            "user-agent");
        });
        assertThat(harbor.requests())
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("cookie"));
    }

    @Test
    void createsNothingThatNothingIsWrittenTo() throws IOException {
        assertThat(run.line("team/none fresh/app 1").reason()).contains("not found at the source");
        assertThat(asked()).containsExactly("HEAD /api/v2.0/projects?project_name=fresh");
        assertThat(harbor.hasProject("fresh")).isFalse();
    }

    @Test
    void asksForPrivateProjectsWhereThatIsSet() throws IOException {
        try (HarborRun closed = open("mirror.harbor-public=false")) {
            closed.line("team/app fresh/app 1");
        }
        assertThat(harbor.requests("POST", PROJECTS))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"public\":\"false\""));
    }

    static Stream<Recorded> creations() {
        return Stream.of("creating-projects", "robots", "read-only", "cookies", "wrong-paths")
                .flatMap(section -> Recorded.section(section).stream())
                .filter(exchange -> exchange.method().equals("POST")
                        && exchange.path().endsWith("/projects")
                        && exchange.status() != 500);
    }

    @ParameterizedTest
    @MethodSource("creations")
    void understandsEveryAnswerToACreation(Recorded creation) throws IOException {
        boolean made = creation.status() == 201 || creation.status() == 409;
        harbor.answers("POST", PROJECTS, creation);
        if (made) {
            harbor.answersOnce("HEAD", PROJECTS, Recorded.of("looking-projects-up", "HEAD missing (admin)"));
            harbor.addProject("fresh");
        }
        LineRecord record = run.line("team/app fresh/app 1");
        if (made) {
            assertThat(record.outcome()).isEqualTo(Outcome.COPIED);
            return;
        }
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        String said = creation.status() == 405 ? "405)" : creation.status() + ": ";
        boolean refused = creation.status() == 401 || creation.status() == 403;
        assertThat(record.reason())
                .startsWith(
                        refused
                                ? "project \"fresh\" is missing at " + harbor.name()
                                        + " and user \"ci\" may not create it (" + said
                                : "cannot create project \"fresh\" at " + harbor.name() + " as user \"ci\" (" + said);
        if (refused) {
            assertThat(record.reason()).contains("); cannot look up blob sha256:");
        } else {
            assertThat(harbor.requests("POST|PUT|PATCH", "/v2/.*")).isEmpty();
        }
    }

    @Test
    void namesBothRefusals() throws IOException {
        harbor.answers(
                "POST",
                PROJECTS,
                Recorded.of("creating-projects", "create project, non-admin, creation restricted: 403"));
        assertThat(run.line("team/app fresh/app 1").reason())
                .startsWith("project \"fresh\" is missing at " + harbor.name() + " and user \"ci\" may not create it"
                        + " (403: Only system admin can create project); cannot ")
                .endsWith("(401)");
        assertThat(run.mirror("team/app fresh/app 2", "team/app fresh/app 3"))
                .extracting(LineRecord::outcome)
                .containsOnly(Outcome.FAILED);
        assertThat(asked()).hasSize(2);
    }

    @Test
    void leavesItToTheRegistryWhereACreationIsRefused() throws IOException {
        harbor.addProject("fresh");
        harbor.answersOnce("HEAD", PROJECTS, Recorded.of("looking-projects-up", "HEAD missing (admin)"));
        harbor.answers("POST", PROJECTS, Recorded.of("robots", "robot creates a project"));
        assertThat(run.line("team/app fresh/app 1").outcome()).isEqualTo(Outcome.COPIED);
        assertThat(run.line("team/app fresh/app 1").outcome()).isEqualTo(Outcome.UP_TO_DATE);
        assertThat(asked()).hasSize(2);
    }

    @Test
    void leavesItToTheRegistryWhereALookUpIsRefused() throws IOException {
        harbor.answers("HEAD", PROJECTS, Recorded.of("looking-projects-up", "HEAD existing private, anonymous"));
        harbor.addProject("closed");
        assertThat(run.line("team/app closed/app 1").outcome()).isEqualTo(Outcome.COPIED);
        assertThat(run.line("team/app fresh/app 1").reason())
                .startsWith("user \"ci\" may not look up project \"fresh\" at " + harbor.name()
                        + " (401); cannot look up " + harbor.name() + "/fresh/app:1 as user \"ci\"");
        assertThat(harbor.requests("POST", PROJECTS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("projectLookUps")
    void understandsEveryAnswerToALookUp(Recorded lookUp) throws IOException {
        harbor.answersOnce("HEAD", PROJECTS, lookUp);
        if (lookUp.status() != 404) {
            harbor.addProject("fresh");
        }
        LineRecord record = run.line("team/app fresh/app 1");
        if (lookUp.status() == 422) {
            assertThat(record.reason())
                    .isEqualTo("cannot look up project \"fresh\" at " + harbor.name() + " as user \"ci\" (422)");
        } else {
            assertThat(record.outcome()).isEqualTo(Outcome.COPIED);
        }
        assertThat(harbor.requests("POST", PROJECTS)).hasSize(lookUp.status() == 404 ? 1 : 0);
        assertThat(harbor.requests("HEAD", "/v2/fresh/app/manifests/1").isEmpty())
                .isEqualTo(lookUp.status() == 404 || lookUp.status() == 422);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, looking", "POST, creating"})
    void asksAgainWhereThatMayHelp(String method, String when) throws IOException {
        Recorded busy = Recorded.of("creating-projects", "registry_id that does not exist");
        harbor.answersOnce(method, PROJECTS, busy);
        assertThat(run.line("team/app fresh/app 1").outcome()).as(when).isEqualTo(Outcome.COPIED);
        assertThat(harbor.requests(method, PROJECTS)).hasSize(2);
    }

    @Test
    void remembersNoBusyHarbor() throws IOException {
        Recorded busy = Recorded.of("creating-projects", "registry_id that does not exist");
        harbor.answers("HEAD", PROJECTS, busy);
        assertThat(run.line("team/app fresh/app 1").reason()).contains("(500)", "; tried 2 times");
        harbor.reset();
        assertThat(run.line("team/app fresh/app 1").outcome()).isEqualTo(Outcome.COPIED);
    }

    @Test
    void createsAProjectAnewThatWasRemovedMeanwhile() throws IOException {
        try (HarborRun patient = open("mirror.retries=1")) {
            assertThat(patient.line("team/app fresh/app 1").outcome()).isEqualTo(Outcome.COPIED);
            harbor.removeProject("fresh");
            assertThat(patient.line("team/app fresh/app 2").outcome()).isEqualTo(Outcome.COPIED);
            assertThat(harbor.hasProject("fresh")).isTrue();
        }
    }

    @Test
    void takesItFromASettingLineAndDropsTokensThatWereGivenWithoutRights() throws IOException {
        try (HarborRun plain = open("mirror.repo-type=")) {
            assertThat(plain.line("team/app fresh/app 1").reason()).endsWith("wrong password, or no right (401)");
            assertThat(asked()).isEmpty();
            assertThat(plain.line("# mirror.repo-type = harbor\nteam/app fresh/app 1")
                            .outcome())
                    .isEqualTo(Outcome.COPIED);
        }
        assertThat(harbor.requests().stream()
                        .filter(request -> request.path().startsWith("/v2/fresh/"))
                        .map(request -> request.headers().getOrDefault("authorization", List.of("none")))
                        .skip(1))
                .contains(List.of("Bearer none"), List.of("Bearer some"))
                .doesNotContain(List.of("Basic Y2k6c2VjcmV0"));
    }
}
