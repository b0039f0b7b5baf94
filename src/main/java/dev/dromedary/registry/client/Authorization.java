package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.registry.network.InnerNetwork;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What one registry is told of who asks: nothing until it asks, then what its challenge wants, a credential or a token.
 * The credential is looked up when it is first needed, and again when it is refused: it may have been changed meanwhile.
 */
final class Authorization {
    private final RegistryName registry;
    private final Credentials credentials;
    private final Wire wire;
    private final boolean allowedOverHttp;
    /** Held while credentials are looked up, which may take long; nobody who only wants a pass waits for that. */
    private final ReentrantLock learning = new ReentrantLock();

    private @Nullable Credential basic;
    private @Nullable TokenServer tokenServer;

    /** @param allowedOverHttp secrets may go to this registry and its token server in the clear */
    Authorization(RegistryName registry, Credentials credentials, Wire wire, boolean allowedOverHttp) {
        this.registry = registry;
        this.credentials = credentials;
        this.wire = wire;
        this.allowedOverHttp = allowedOverHttp;
    }

    /** What one request was sent with. */
    record Pass(
            Scope scope, @Nullable Token token, @Nullable Credential credential) {

        Optional<String> header() {
            if (token != null) {
                return Optional.of("Bearer " + token.value());
            }
            return Optional.ofNullable(credential).map(Credential::basic);
        }
    }

    /** What to send now; asks the registry's token server when it has one. */
    Pass pass(Scope scope) throws RegistryException {
        TokenServer server;
        Credential credential;
        synchronized (this) {
            server = tokenServer;
            credential = basic;
        }
        return server == null ? new Pass(scope, null, credential) : new Pass(scope, server.token(scope), null);
    }

    /** Answers whether a request that was sent with this pass and got a 401 is worth sending again with a new one. */
    boolean learn(HttpResponse refusal, Pass sent, Target target) throws IOException {
        learning.lock();
        try {
            if (isOutdated(sent)) {
                return true;
            }
            Optional<Challenge> challenge = Challenge.of(refusal);
            if (challenge.isPresent() && challenge.get().isBearer()) {
                return learnTokenServer(challenge.get(), sent, target);
            }
            return challenge.isPresent() && challenge.get().isBasic() && learnCredential(sent, target);
        } finally {
            learning.unlock();
        }
    }

    private synchronized boolean isOutdated(Pass sent) {
        boolean otherKind = (tokenServer == null) != (sent.token() == null);
        return otherKind || (tokenServer == null && !Objects.equals(basic, sent.credential()));
    }

    private boolean learnCredential(Pass sent, Target target) throws IOException {
        Optional<Credential> found = credentials.of(registry);
        if (found.isEmpty() || found.get().equals(sent.credential())) {
            return false;
        }
        if (!target.isSecure() && !allowedOverHttp) {
            throw RegistryException.refused(
                    "cannot send a password to " + registry + ": it asks for one over plain HTTP", null);
        }
        use(found.get(), null);
        return true;
    }

    private synchronized void use(@Nullable Credential credential, @Nullable TokenServer server) {
        basic = credential;
        tokenServer = server;
    }

    private synchronized @Nullable TokenServer tokenServer() {
        return tokenServer;
    }

    private boolean learnTokenServer(Challenge challenge, Pass sent, Target target) throws IOException {
        Target server = InnerNetwork.led(target, target.resolve(challenge.parameter("realm")));
        if (!server.isSecure() && !(allowedOverHttp && (server.isLoopback() || !target.isLoopback()))) {
            throw RegistryException.refused(
                    "cannot get a token for " + registry + ": its token server speaks plain HTTP", null);
        }
        TokenServer.Realm realm = new TokenServer.Realm(registry, server, challenge.parameter("service"));
        Optional<Credential> found = credentials.of(registry);
        TokenServer known = tokenServer();
        if (known == null || !known.isSameAs(realm, found)) {
            use(null, new TokenServer(wire, realm, found));
        } else if (sent.token() != null) {
            known.drop(sent.scope(), sent.token());
        }
        return true;
    }

    /** What it gave to do with these repositories was given before they could be used: it is asked for again. */
    void forget(Predicate<String> repositories) {
        TokenServer server = tokenServer();
        if (server != null) {
            server.forget(repositories);
        }
    }

    /** Why a request was refused in the end, as far as it is known here. */
    synchronized String explain(HttpResponse refusal) {
        Optional<Credential> credential = tokenServer == null ? Optional.ofNullable(basic) : tokenServer.credential();
        if (credential.isPresent()) {
            return "as user \"" + credential.get().username() + "\": wrong password, or no right";
        }
        String scheme = Challenge.of(refusal).map(Challenge::scheme).orElse("");
        return scheme.equals("basic")
                ? "anonymously: no credential for it was found"
                : "anonymously: no right, or nothing there";
    }
}
