package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Harbor says to pushes, in the words of a real one, and what is told of it. */
@Tag("long")
class HarborPushTest extends HarborFixture {
    private static final String LINE = "team/app known/app 1";
    private static final String UPLOADS = "/v2/known/app/blobs/uploads/.*";
    private static final String MANIFESTS = "/v2/known/app/manifests/.*";

    private HarborRun run;

    @BeforeEach
    void openRun() throws IOException {
        harbor.addProject("known");
        run = open();
        Samples.pushMany(source.name(), "team/app", 2);
    }

    @AfterEach
    void closeRun() throws IOException {
        run.close();
    }

    /** The answers to a kind of request, in all sections. */
    private static Stream<Recorded> answers(String method, String pathRegex) {
        return Stream.of(
                        "push",
                        "missing-projects",
                        "mounts",
                        "quota",
                        "immutable-tags",
                        "robots",
                        "read-only",
                        "proxy-cache",
                        "cookies",
                        "expired-tokens")
                .flatMap(section -> Recorded.section(section).stream())
                .filter(exchange ->
                        exchange.method().equals(method) && exchange.path().matches(pathRegex));
    }

    private static Stream<Recorded> refusals(String method, String pathRegex) {
        return answers(method, pathRegex).filter(exchange -> exchange.status() >= 400);
    }

    static Stream<Recorded> refusedUploads() {
        return refusals("POST", ".*/blobs/uploads/.*");
    }

    static Stream<Recorded> refusedBlobs() {
        return refusals("PUT", ".*/blobs/uploads/.*");
    }

    /** Of uploads that are gone; a blob is sent with a PUT where the recorded client sent it with a PATCH. */
    static Stream<Recorded> lostUploads() {
        return refusals("PATCH", ".*/blobs/uploads/.*");
    }

    static Stream<Recorded> refusedManifests() {
        return refusals("PUT", ".*/manifests/.*");
    }

    @ParameterizedTest
    @MethodSource("refusedUploads")
    void tellsWhyAnUploadIsRefused(Recorded refusal) throws IOException {
        harbor.answers("POST", UPLOADS, refusal);
        assertTold(refusal);
    }

    @ParameterizedTest
    @MethodSource("refusedBlobs")
    void tellsWhyABlobIsRefused(Recorded refusal) throws IOException {
        harbor.answers("PUT", UPLOADS, refusal);
        assertTold(refusal);
    }

    @ParameterizedTest
    @MethodSource("lostUploads")
    void beginsAnUploadAnewThatIsGone(Recorded refusal) throws IOException {
        harbor.answersOnce("PUT", UPLOADS, refusal);
        assertThat(run.line(LINE).outcome()).isEqualTo(Outcome.COPIED);
    }

    @ParameterizedTest
    @MethodSource("refusedManifests")
    void tellsWhyAManifestIsRefused(Recorded refusal) throws IOException {
        harbor.answers("PUT", MANIFESTS, refusal);
        assertTold(refusal);
    }

    private void assertTold(Recorded refusal) throws IOException {
        LineRecord record = run.line(LINE);
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        String words = refusal.body().replaceFirst("(?s).*\"message\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1");
        boolean hasWords = refusal.body().startsWith("{"); // a page of HTML says nothing
        assertThat(record.reason())
                .contains("(" + refusal.status() + (hasWords ? " " : ")"))
                .contains(hasWords ? words.replaceFirst("(?s)(\\\\.*|(?<=^.{20}).*)", "") : "");
        assertThat(new RegistryApi(harbor.registryBehind()).headManifest("known/app", "1"))
                .isEmpty();
    }

    static Stream<Recorded> lookUps() {
        return answers("HEAD", "/v2/.*/(manifests|blobs)/.*");
    }

    @ParameterizedTest
    @MethodSource("lookUps")
    void understandsEveryAnswerToALookUp(Recorded lookUp) throws IOException {
        if (lookUp.status() == 200) {
            Samples.pushMany(harbor.registryBehind(), "known/app", 0); // the blobs alone
        }
        boolean ofManifest = lookUp.path().contains("/manifests/");
        harbor.answers("HEAD", ofManifest ? MANIFESTS : "/v2/known/app/blobs/.*", lookUp);
        LineRecord record = run.line(LINE);
        if (lookUp.status() == 401) {
            assertThat(record.reason()).startsWith("cannot look up ").contains(harbor.name(), "no right", "(401");
            assertThat(harbor.requests("PUT", MANIFESTS)).isEmpty();
        } else {
            assertThat(lookUp.status()).isIn(200, 404);
            assertThat(record.outcome()).isEqualTo(Outcome.COPIED);
        }
    }

    static Stream<Recorded> mounts() {
        return answers("POST", ".*mount=.*").filter(mount -> mount.status() != 202);
    }

    @ParameterizedTest
    @MethodSource("mounts")
    void goesOnWithoutAMountThatIsRefused(Recorded mount) throws IOException {
        Samples.pushMany(harbor.registryBehind(), "known/app", 0);
        harbor.answers("POST", UPLOADS + "mount=.*", mount);
        assertThat(run.line(LINE).outcome()).isEqualTo(Outcome.COPIED);
        assertThat(harbor.requests("PUT", UPLOADS)).as("the blobs are there").isEmpty();
    }

    @Test
    void takesAnImmutableTagThatHoldsTheSameForDone() throws IOException {
        assertThat(run.line(LINE).outcome()).isEqualTo(Outcome.COPIED);
        harbor.answersOnce("HEAD", "/v2/known/app/manifests/1", Recorded.of("push", "HEAD missing tag"));
        harbor.answers(
                "PUT",
                "/v2/known/app/manifests/1",
                Recorded.of("immutable-tags", "push the SAME manifest to the immutable tag"));
        assertThat(run.line(LINE).reason()).isNull();
        assertThat(harbor.requests("PUT", "/v2/known/app/manifests/1")).hasSize(2);
    }

    @Test
    void goesOnBehindA502() throws IOException {
        harbor.answersOnce("PUT", UPLOADS, Recorded.of("bodies-in-flight", "the 502 page"));
        assertThat(run.line(LINE).outcome()).isEqualTo(Outcome.COPIED);
    }

    @Test
    void tellsTheRefusalThatFollowsA502() throws IOException {
        harbor.answers("PUT", UPLOADS, Recorded.of("bodies-in-flight", "the 502 page"));
        harbor.afterwards("PUT", UPLOADS, "POST", UPLOADS, Recorded.of("read-only", "POST upload"));
        assertThat(run.line(LINE).reason())
                .endsWith("(403 DENIED: The system is in read only mode. Any modification is prohibited.)");
    }
}
