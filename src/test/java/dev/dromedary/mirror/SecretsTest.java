package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.embedded.RecordedRequest;
import dev.dromedary.image.Digest;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passwords, tokens and signed queries: in no line of the log, in no reason, and with nobody but their own registry. */
@Timeout(60)
class SecretsTest {
    private static final String PASSWORD = "pa55-word-of-the-source";
    private static final String OTHER_PASSWORD = "pa55-word-of-the-destination";
    private static final String SIGNATURE = "X-Amz-Signature=51gned";
    private static final Digest LAYER = Digest.sha256(Sample.bytes(1, 500));
    private static final Fault BLOB = Fault.on("GET", ".*/blobs/" + LAYER + ".*");

    @TempDir
    private Path folder;

    private final DebugLog log = DebugLog.open();
    private FaultyRegistry realm;
    private FaultyRegistry storage;
    private CopyFixture copies;

    @BeforeEach
    void start() throws IOException {
        realm = FaultyRegistry.start(folder.resolve("realm"));
        storage = FaultyRegistry.start(folder.resolve("storage"));
        RegistryRules rules = new RegistryRules(this::options, CopyFixture.PATIENT);
        copies = new CopyFixture(folder.resolve("copies"), this::credential, rules);
        copies.sample().tagged("v1", 1);
        copies.source.requireBasic("reader", PASSWORD);
        realm.giveTokensTo("writer", OTHER_PASSWORD);
        copies.destination.requireTokensOf(realm);
        copies.forgetRequests();
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        copies.close();
        storage.close();
        realm.close();
    }

    /** The storage is the mirror of the source too. */
    private RegistryOptions options(RegistryName name) {
        RegistryOptions usual = RegistryOptions.usual(true);
        List<RegistryName> mirrors = copies != null && name.equals(new RegistryName(copies.source.name()))
                ? List.of(new RegistryName(storage.name()))
                : List.of();
        return new RegistryOptions(
                usual.tlsVerify(),
                usual.http(),
                usual.caFile(),
                usual.clientCert(),
                usual.clientKey(),
                mirrors,
                usual.connections(),
                usual.requestsPerSecond());
    }

    private Optional<Credential> credential(RegistryName name) {
        if (name.equals(new RegistryName(copies.source.name()))) {
            return Optional.of(new Credential("reader", PASSWORD));
        }
        return name.equals(new RegistryName(copies.destination.name()))
                ? Optional.of(new Credential("writer", OTHER_PASSWORD))
                : Optional.empty();
    }

    @Test
    void stayWhereTheyBelongWhenAllGoesWell() {
        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);

        assertNothingIsTold("");
        assertEachIsToldItsOwn();
        assertThat(log.lines()).as("what is logged at all").isNotEmpty();
    }

    @Test
    void stayWhereTheyBelongWhenABlobIsElsewhere() {
        redirect("/v2/team/app/blobs/" + LAYER + "?" + SIGNATURE);
        storage.habit(Fault.on("GET", ".*").status(200, Map.of(), ""));

        assertThat(copies.failure("v1").reason()).doesNotContain("51gned");

        assertThat(storage.count("GET", ".*51gned")).isPositive();
        assertNothingIsTold("");
        assertEachIsToldItsOwn();
    }

    @Test
    void stayWhereTheyBelongWhenAMirrorIsRead() {
        new Sample(new RegistryApi(storage.name()), CopyFixture.FROM).tagged("v1", 1);
        storage.forgetRequests();
        copies.source.inject(Fault.on("GET|HEAD", ".*").always().status(503, Map.of(), ""));

        CopyOutcome outcome = copies.copy("v1");

        assertNothingIsTold(outcome.toString());
        assertEachIsToldItsOwn();
        assertThat(outcome).isInstanceOf(CopyOutcome.Copied.class);
    }

    static Stream<Arguments> failures() {
        String echo = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\",\"detail\":\"" + PASSWORD + "\"}]}";
        String upload = "/v2/copy/app/blobs/uploads/1?" + SIGNATURE;
        Fault put = Fault.on("PUT", ".*/uploads/.*").always();
        return Stream.of(
                arguments("source", BLOB.always().cutAfter(10)),
                arguments("source", BLOB.always().corruptByte(10)),
                arguments("source", BLOB.always().status(403, Map.of(), echo)),
                arguments(
                        "source", BLOB.status(307, Map.of("Location", "ftp://u:" + PASSWORD + "@x/?" + SIGNATURE), "")),
                arguments("source", BLOB.status(307, Map.of("Location", "http://u:" + PASSWORD + "@x/"), "")),
                arguments("source", BLOB.status(307, Map.of("Location", "http://127.0.0.1:1/?" + SIGNATURE), "")),
                arguments("destination", Fault.on("POST", ".*").status(202, Map.of("Location", upload), "")),
                arguments("destination", put.reset()),
                arguments("destination", put.status(401, Map.of("WWW-Authenticate", "Bearer realm=\"ftp://x\""), "")),
                arguments("destination", Fault.on("PUT", ".*/manifests/.*").status(412, Map.of(), echo)),
                arguments("realm", Fault.on("GET", "/token.*").always().status(500, Map.of(), echo)),
                arguments(
                        "realm", Fault.on("GET", "/token.*").status(200, Map.of(), "{\"token\":\"tok3n-" + PASSWORD)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void areNotToldOfAFailure(String side, Fault fault) {
        FaultyRegistry ill = side.equals("realm") ? realm : side.equals("source") ? copies.source : copies.destination;
        ill.inject(fault);

        CopyOutcome outcome = copies.copy("v1");

        assertNothingIsTold(outcome.toString());
        assertEachIsToldItsOwn();
    }

    @Test
    void areNotToldWhereAPasswordIsWrong() {
        copies.source.requireBasic("reader", "another");

        assertThat(copies.failure("v1").reason()).contains("as user \"reader\"");
        assertNothingIsTold(copies.failure("v1").reason());

        copies.source.requireBasic("reader", PASSWORD);
        realm.giveTokensTo("writer", "another");
        realm.revokeTokens();
        assertNothingIsTold(copies.failure("v1").reason());
        assertEachIsToldItsOwn();
    }

    private void redirect(String path) {
        copies.source.inject(BLOB.always().status(307, Map.of("Location", "http://" + storage.name() + path), ""));
    }

    private void assertNothingIsTold(String outcome) {
        List<String> secrets = new ArrayList<>(List.of(PASSWORD, OTHER_PASSWORD, "51gned", "tok3n"));
        secrets.addAll(realm.givenTokens());
        secrets.add(basic("reader", PASSWORD));
        secrets.add(basic("writer", OTHER_PASSWORD));
        for (String secret : secrets) {
            assertThat(outcome).doesNotContain(secret);
            assertThat(log.lines()).noneMatch(line -> line.contains(secret));
        }
    }

    /** Nobody but the source, the token server and the destination gets any Authorization, and each only its own. */
    private void assertEachIsToldItsOwn() {
        String reader = "Basic " + basic("reader", PASSWORD);
        String writer = "Basic " + basic("writer", OTHER_PASSWORD);
        assertThat(authorizations(copies.source)).allMatch(reader::equals);
        assertThat(authorizations(realm)).allMatch(writer::equals);
        assertThat(authorizations(copies.destination)).allMatch(value -> value.startsWith("Bearer "));
        assertThat(authorizations(storage)).isEmpty();
    }

    private static List<String> authorizations(FaultyRegistry registry) {
        return registry.requests().stream()
                .map(RecordedRequest::headers)
                .filter(headers -> headers.containsKey("authorization"))
                .map(headers -> headers.get("authorization"))
                .toList();
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
