package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.image.ImageName;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Reference;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.credentials.Credential;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bearer tokens, against a registry that wants them. */
class TokenTest {
    private static final Optional<Credential> CI = Optional.of(new Credential("ci", "s3cret-word"));

    private TokenRegistry remote;

    @BeforeEach
    void start() throws IOException {
        remote = TokenRegistry.start();
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    @Test
    void getsOneTokenForAScopeHoweverManyAsk() throws Exception {
        try (Registries registries = registries(Optional.empty())) {
            Registry registry = registries.of(remote.name());
            ExecutorService threads = Executors.newFixedThreadPool(10);
            List<Callable<Object>> lines = IntStream.range(0, 50)
                    .<Callable<Object>>mapToObj(i -> () -> registry.digest(reference("a/b")))
                    .toList();
            for (Future<Object> answer : threads.invokeAll(lines)) {
                assertThat(answer.get()).isEqualTo(Optional.of(TokenRegistry.DIGEST));
            }
            threads.shutdown();
        }
        assertThat(remote.tokenRequests).hasSize(1);
        assertThat(remote.tokenRequests.get(0).query()).isEqualTo("service=the,+service&scope=repository:a/b:pull");
        assertThat(remote.tokenRequests.get(0).authorization()).isEmpty();
    }

    @Test
    void getsATokenForEachScope() throws IOException {
        try (Registries registries = registries(Optional.empty())) {
            registries.of(remote.name()).digest(reference("a/b"));
            registries.of(remote.name()).digest(reference("c/d"));
            registries
                    .of(remote.name())
                    .putLater(reference("c/d"), Manifest.of(RegistryProbe.manifest(), ""))
                    .exceptionally(refused -> new Stored(TokenRegistry.DIGEST, true))
                    .join();
        }
        assertThat(remote.tokenRequests)
                .extracting(seen -> seen.query().replaceFirst(".*scope=", ""))
                .containsExactly("repository:a/b:pull", "repository:c/d:pull", "repository:c/d:pull,push");
    }

    @Test
    void tellsTheCredentialToTheTokenServerAlone() throws IOException {
        try (Registries registries = registries(CI)) {
            registries.of(remote.name()).digest(reference("a/b"));
        }
        assertThat(remote.tokenRequests.get(0).authorization())
                .contains(CI.get().basic());
        assertThat(remote.registryRequests)
                .extracting(TokenRegistry.Seen::authorization)
                .containsExactly(Optional.empty(), Optional.of("Bearer token-1"));
    }

    @Test
    void keepsTheQueryOfARealm() throws IOException {
        remote.realmPath = "/token?a=b%2Fc";
        try (Registries registries = registries(Optional.empty())) {
            registries.of(remote.name()).digest(reference("a/b"));
        }
        assertThat(remote.tokenRequests.get(0).query()).startsWith("a=b/c&service=");
    }

    @Test
    void asksForANewTokenWhenOneIsRefused() throws IOException {
        try (Registries registries = registries(Optional.empty())) {
            registries.of(remote.name()).digest(reference("a/b"));
            remote.revokeAll();
            assertThat(registries.of(remote.name()).digest(reference("a/b"))).contains(TokenRegistry.DIGEST);
        }
        assertThat(remote.tokenRequests).hasSize(2);
    }

    @Test
    void spendsAnIdentityTokenAsARefreshToken() throws IOException {
        try (Registries registries = registries(Optional.of(new Credential("<token>", "id/entity+token")))) {
            registries.of(remote.name()).digest(reference("a/b"));
        }
        assertThat(remote.tokenRequests.get(0).method()).isEqualTo("POST");
        assertThat(remote.tokenRequests.get(0).body())
                .isEqualTo("service=the%2C+service&scope=repository%3Aa%2Fb%3Apull&grant_type=refresh_token"
                        + "&client_id=dromedary&refresh_token=id%2Fentity%2Btoken");
        assertThat(remote.tokenRequests.get(0).authorization()).isEmpty();
    }

    @Test
    void saysWhoWasRefusedWhenTheTokenIsNotEnough() throws IOException {
        remote.tokenAnswer = "{\"access_token\":\"not-%s\"}";
        try (Registries registries = registries(CI)) {
            assertThatThrownBy(() -> registries.reader(remote.name()).manifest(reference("a/b")))
                    .hasMessage("cannot read " + reference("a/b") + " as user \"ci\": wrong password, or no right"
                            + " (401 UNAUTHORIZED: who are you)");
        }
        assertThat(remote.registryRequests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {} | as user \"ci\" (401)",
                "500 | {} | as user \"ci\" (500); tried 5 times",
                "200 | {} | expected a token of at most 16384 characters, found 0",
                "200 | <html>s3cret-word</html> | its answer is not JSON"
            })
    void saysWhyThereIsNoToken(int status, String answer, String reason) throws IOException {
        remote.tokenStatus = status;
        remote.tokenAnswer = answer;
        try (Registries registries = registries(CI)) {
            assertThatThrownBy(() -> registries.of(remote.name()).digest(reference("a/b")))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageStartingWith("cannot get a token for " + remote.name() + " from " + remote.name())
                    .hasMessageEndingWith(reason);
        }
    }

    /** What fits into no header, and what fits into no memory. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20000 | expected a token of at most 16384 characters, found 20000",
                "10000000 | its answer is not JSON"
            })
    void refusesATokenThatIsTooLong(int length, String reason) throws IOException {
        remote.tokenAnswer = "{\"token\":\"" + "x".repeat(length) + "\"}";
        try (Registries registries = registries(CI)) {
            assertThatThrownBy(() -> registries.of(remote.name()).digest(reference("a/b")))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageEndingWith(reason);
        }
    }

    private static Registries registries(Optional<Credential> credential) {
        return new Registries(RegistryProbe.QUICK, registry -> credential, "test");
    }

    private Reference reference(String repository) {
        return new Reference(new ImageName(remote.name(), repository), "1");
    }
}
