package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.core5.http.HttpResponse;

/**
 * What one registry is told of who asks: nothing until it asks, then its credential, looked up once and again when it is
 * refused (it may have been changed meanwhile).
 */
final class Authorization {
    private final RegistryName registry;
    private final Credentials credentials;
    private final boolean allowedOverHttp;
    private Optional<Credential> current = Optional.empty();

    Authorization(RegistryName registry, Credentials credentials, boolean allowedOverHttp) {
        this.registry = registry;
        this.credentials = credentials;
        this.allowedOverHttp = allowedOverHttp;
    }

    /** What to send now. */
    synchronized Optional<Credential> current() {
        return current;
    }

    /** Answers whether a request that was sent with this credential and got a 401 is worth sending again. */
    synchronized boolean learn(HttpResponse refusal, Optional<Credential> sent, Target target) throws IOException {
        if (!current.equals(sent)) {
            return true;
        }
        Optional<Challenge> challenge = Challenge.of(refusal);
        if (challenge.isEmpty() || !challenge.get().isBasic()) {
            return false;
        }
        Optional<Credential> found = credentials.of(registry);
        if (found.isEmpty() || found.equals(sent)) {
            return false;
        }
        if (!target.isSecure() && !allowedOverHttp) {
            throw RegistryException.refused(
                    "cannot send a password to " + registry + ": it asks for one over plain HTTP", null);
        }
        current = found;
        return true;
    }

    /** Why a request was refused in the end, as far as it is known here. */
    synchronized String explain(HttpResponse refusal) {
        if (current.isPresent()) {
            return "as user \"" + current.get().username() + "\": wrong password, or no right";
        }
        String scheme = Challenge.of(refusal).map(Challenge::scheme).orElse("");
        return switch (scheme) {
            case "" -> "anonymously: no right, or nothing there";
            case "basic" -> "anonymously: no credential for it was found";
            default -> "anonymously: it asks for a " + scheme + " token, which is not supported yet";
        };
    }
}
