package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.registry.credentials.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies between registries that want tokens, which end, and whose token server fails. */
@Timeout(60)
class TokenFaultTest {
    @TempDir
    private Path folder;

    private FaultyRegistry realm;
    private CopyFixture copies;

    @BeforeEach
    void start() throws IOException {
        realm = FaultyRegistry.start(folder.resolve("realm"));
        realm.giveTokensTo("ci", "s3cret");
        copies = new CopyFixture(folder.resolve("copies"), registry -> Optional.of(new Credential("ci", "s3cret")));
        copies.sample().tagged("v1", 1);
        List<ObjectNode> layers = IntStream.range(0, 8)
                .mapToObj(i -> copies.sample().blob(Sample.bytes(100 + i, 1_000)))
                .toList();
        copies.sample().tag("v2", copies.sample().image("linux/amd64", layers));
        copies.source.requireTokensOf(realm);
        copies.destination.requireTokensOf(realm);
        copies.forgetRequests();
    }

    @AfterEach
    void stop() throws IOException {
        copies.close();
        realm.close();
    }

    @Test
    void asksForATokenForEachScopeOnce() {
        assertCopied();

        assertThat(realm.count("GET", "/token.*")).isBetween(2L, 3L);
    }

    /** The request behind each of these finds its token taken back. */
    @ParameterizedTest
    @CsvSource({
        "destination, HEAD, .*/manifests/v1",
        "source, GET, .*/manifests/v1",
        "source, GET, .*/blobs/.*",
        "destination, POST, .*",
        "destination, PUT, .*/blobs/.*"
    })
    void getsAnotherTokenWhereOneEnds(String side, String method, String path) {
        (side.equals("source") ? copies.source : copies.destination)
                .inject(Fault.on(method, path).doing(realm::revokeTokens));

        assertCopied();
        assertThat(realm.count("GET", "/token.*")).isLessThanOrEqualTo(8);
    }

    @Test
    void asksForOneTokenMoreWhereOneEndsInTheMiddleOfManyUploads() throws Exception {
        assertCopied(); // what is found out with a registry's first blob is known from here on
        CountDownLatch open = new CountDownLatch(1);
        copies.source.habit(Fault.on("GET", ".*/blobs/.*").holdUntil(open));
        copies.forgetRequests();
        CompletableFuture<CopyOutcome> copy = CompletableFuture.supplyAsync(() -> copies.copy("v2"));
        await().until(() -> copies.source.count("GET", ".*/blobs/.*") >= 8);
        long before = realm.count("GET", "/token.*push.*");
        realm.revokeTokens();
        open.countDown();

        assertThat(copy.get()).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(realm.count("GET", "/token.*push.*") - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void asksTheTokenServerAgain(int status) {
        realm.inject(Fault.on("GET", "/token.*").times(2).status(status, Map.of(), ""));

        assertCopied();
    }

    @Test
    void asksTheTokenServerAgainWhereItBreaks() {
        realm.inject(Fault.on("GET", "/token.*").reset());
        realm.inject(Fault.on("GET", "/token.*").cutAfter(5));

        assertCopied();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void failsWhereTheTokenServerStaysIll(int status) {
        realm.inject(Fault.on("GET", "/token.*").always().status(status, Map.of(), "password=s3cret"));

        assertFailure("cannot get a token for .*" + status + ".*");
    }

    @Test
    void failsWhereTheTokenServerRefuses() {
        realm.giveTokensTo("ci", "another");

        assertFailure(".*" + copies.destination.name() + ".*401.*");
        assertThat(realm.count("GET", "/token.*")).isLessThanOrEqualTo(2);
    }

    @Test
    void failsWhereTheTokenServerSaysNothingOfUse() {
        realm.inject(Fault.on("GET", "/token.*").always().endless().status(200, Map.of(), "{\"token\":\""));

        assertFailure("cannot get a token for .*");
    }

    @Test
    void failsWhereATokenLetsNobodyIn() {
        copies.destination.inject(Fault.on("POST", ".*").always().status(403, Map.of(), ""));

        assertFailure("cannot .*" + copies.destination.name() + ".*\\(403\\).*");
    }

    private void assertCopied() {
        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
    }

    private void assertFailure(String reason) {
        CopyOutcome.Failed failed = copies.failure("v1");
        assertThat(failed.reason()).matches(reason).doesNotContain("s3cret");
        assertThat(failed.retryable()).isFalse();
    }
}
