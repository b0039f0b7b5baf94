package dev.dromedary.registry.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * The token server that a registry names in its challenge, and the tokens that it gave: one for each scope, asked for once
 * however many lines need it (distribution specification, "Token Authentication Specification" and "OAuth2").
 */
final class TokenServer {
    private static final int LARGEST_ANSWER = 64 * 1024;
    /** What fits into a header line of most servers. */
    private static final int LONGEST_TOKEN = 16 * 1024;

    private static final int MOST_TOKENS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Wire wire;
    private final Realm realm;
    private final Optional<Credential> credential;
    private final Map<Scope, FutureTask<Token>> tokens = new ConcurrentHashMap<>();

    /** What a registry's challenge says of its token server. */
    record Realm(RegistryName registry, Target target, String service) {}

    TokenServer(Wire wire, Realm realm, Optional<Credential> credential) {
        this.wire = wire;
        this.realm = realm;
        this.credential = credential;
    }

    boolean isSameAs(Realm other, Optional<Credential> otherCredential) {
        return realm.equals(other) && credential.equals(otherCredential);
    }

    Optional<Credential> credential() {
        return credential;
    }

    /** A token that is good for this scope for a while yet. */
    Token token(Scope scope) throws RegistryException {
        if (tokens.size() > MOST_TOKENS) {
            tokens.values().removeIf(task -> !isUsable(task));
        }
        if (tokens.size() > MOST_TOKENS) {
            tokens.clear(); // a bound on memory; what is still needed is asked for again
        }
        FutureTask<Token> task = tokens.compute(
                scope, (key, known) -> known != null && isUsable(known) ? known : new FutureTask<>(() -> fetch(key)));
        task.run(); // only the first caller's run does anything, the others wait for it below
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryException.refused("interrupted while a token was asked for", e);
        } catch (ExecutionException e) {
            tokens.remove(scope, task);
            if (e.getCause() instanceof RegistryException known) {
                throw known;
            }
            throw new IllegalStateException("a token could not be asked for", e.getCause());
        }
    }

    /** The registry did not take this token: the next one that is asked for is a new one. */
    void drop(Scope scope, Token refused) {
        tokens.computeIfPresent(
                scope, (key, task) -> refused.equals(finished(task).orElse(null)) ? null : task);
    }

    /** Tokens for these repositories are asked for anew. */
    void forget(Predicate<String> repositories) {
        tokens.keySet()
                .removeIf(scope -> repositories.test(scope.repository()) || repositories.test(scope.mountFrom()));
    }

    private static boolean isUsable(FutureTask<Token> task) {
        return !task.isDone()
                || finished(task)
                        .filter(token -> token.isFresh(System.nanoTime()))
                        .isPresent();
    }

    private static Optional<Token> finished(FutureTask<Token> task) {
        try {
            return task.isDone() ? Optional.of(task.get()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    private Token fetch(Scope scope) throws RegistryException {
        String what = "get a token for " + realm.registry() + " from "
                + realm.target().host().toHostString();
        try (Cutoff cutoff = wire.watchdog().within(PATIENCE);
                Answer answer = ask(scope, cutoff)) {
            if (answer.status() != 200) {
                String who = credential
                        .map(known -> " as user \"" + known.username() + "\"")
                        .orElse(" anonymously");
                throw answer.failure("cannot " + what + who).by(realm.registry());
            }
            Token token = Token.of(JSON.readTree(answer.body(LARGEST_ANSWER)), System.nanoTime());
            if (token.value().isEmpty() || token.value().length() > LONGEST_TOKEN) {
                throw RegistryException.refused(
                        "cannot " + what + ": expected a token of at most " + LONGEST_TOKEN + " characters, found "
                                + token.value().length(),
                        null);
            }
            return token;
        } catch (RegistryException e) {
            throw e;
        } catch (JacksonException e) {
            // not the parser's message: it may quote a token
            throw RegistryException.refused("cannot " + what + ": its answer is not JSON", null);
        } catch (IOException e) {
            throw RegistryException.broken(what, e);
        }
    }

    private Answer ask(Scope scope, Cutoff cutoff) throws IOException {
        Optional<Credential> identity = credential.filter(Credential::isIdentityToken);
        HttpUriRequestBase request = identity.isPresent() ? post(scope, identity.get()) : get(scope);
        Wire.Sender sender = new Wire.Sender(realm.registry(), TrafficListener.Endpoint.TOKEN);
        return wire.send(sender, request, realm.target(), PATIENCE, cutoff);
    }

    private HttpUriRequestBase get(Scope scope) {
        Target target = realm.target();
        if (!realm.service().isEmpty()) {
            target = target.with("service=" + encode(realm.service()));
        }
        for (String part : scope.parts()) {
            target = target.with("scope=" + encode(part));
        }
        HttpUriRequestBase request = Wire.request("GET", target);
        credential.ifPresent(known -> request.setHeader("Authorization", known.basic()));
        return request;
    }

    private HttpUriRequestBase post(Scope scope, Credential identity) {
        Map<String, String> form = new LinkedHashMap<>();
        if (!realm.service().isEmpty()) {
            form.put("service", realm.service());
        }
        form.put("scope", String.join(" ", scope.parts()));
        form.put("grant_type", "refresh_token");
        form.put("client_id", "dromedary");
        form.put("refresh_token", identity.secret());
        HttpUriRequestBase request = Wire.request("POST", realm.target());
        request.setEntity(new StringEntity(
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&")),
                ContentType.APPLICATION_FORM_URLENCODED));
        return request;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
