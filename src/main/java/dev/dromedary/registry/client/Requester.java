package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one request to a registry and of its answer back: who asks, where redirects lead to, what a broken one is told as. */
final class Requester {
    private static final Logger LOG = LoggerFactory.getLogger(Requester.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    static final int MOST_REDIRECTS = 5;

    private final Origin origin;
    private final Authorization authorization;
    private final Wire wire;
    private final RateLimit rateLimit;

    Requester(Origin origin, Authorization authorization, Wire wire) {
        this.origin = origin;
        this.authorization = authorization;
        this.wire = wire;
        this.rateLimit = new RateLimit(origin.registry(), wire.listener());
    }

    RegistryName registry() {
        return origin.registry();
    }

    Authorization authorization() {
        return authorization;
    }

    Wire wire() {
        return wire;
    }

    /** Where a path of this registry is. */
    Target target(String path) throws RegistryException {
        return origin.target(path);
    }

    /** Follows redirects where the request can be sent again. */
    Answer send(Call call, Target first, Cutoff cutoff, Duration time) throws RegistryException {
        Target target = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = authorized(call, target, cutoff, time);
            if (!leadsOn(answer) || !call.isRepeatable()) {
                return answer;
            }
            target = follow(answer);
        }
        throw ledOnTooOften(registry());
    }

    static boolean leadsOn(Answer answer) {
        return REDIRECTS.contains(answer.status()) && answer.header("Location").isPresent();
    }

    static RegistryException ledOnTooOften(RegistryName registry) {
        return RegistryException.refused(
                "cannot follow " + registry + ": more than " + MOST_REDIRECTS + " redirects", null);
    }

    private static Target follow(Answer answer) throws RegistryException {
        try (answer) {
            Target next = answer.location();
            answer.ignoreBody();
            return next;
        }
    }

    /** Sends with what the registry wants to know of who asks, and once more when a 401 tells what that is. */
    private Answer authorized(Call call, Target target, Cutoff cutoff, Duration time) throws RegistryException {
        if (!target.hasSameOrigin(target("/"))) {
            return once(call, target, Optional.empty(), cutoff, time);
        }
        Authorization.Pass pass = authorization.pass(call.scope());
        Answer answer = once(call, target, pass.header(), cutoff, time);
        rateLimit.read(answer);
        if (answer.status() != 401 || !learn(answer, pass) || !call.isRepeatable()) {
            return answer;
        }
        try (answer) {
            answer.ignoreBody();
        }
        return once(call, target, authorization.pass(call.scope()).header(), cutoff, time);
    }

    private boolean learn(Answer refusal, Authorization.Pass sent) throws RegistryException {
        try {
            return authorization.learn(refusal.response(), sent, refusal.target());
        } catch (IOException e) {
            refusal.close();
            throw e instanceof RegistryException known
                    ? known
                    : RegistryException.refused(
                            "cannot read the credentials of " + registry() + ": " + e.getMessage(), e);
        }
    }

    private Answer once(Call call, Target target, Optional<String> authorizationHeader, Cutoff cutoff, Duration time)
            throws RegistryException {
        HttpUriRequestBase request = Wire.request(call.method(), target);
        call.headers().forEach(request::setHeader);
        authorizationHeader.ifPresent(header -> request.setHeader("Authorization", header));
        request.setEntity(call.body());
        Wire.Sender sender = Wire.Sender.of(registry(), target.hasSameOrigin(target("/")));
        try {
            // half of it, so that a request that is lost can be sent once more
            Answer answer =
                    wire.send(sender, request, target, call.answerTimeout().orElse(time.dividedBy(2)), cutoff);
            LOG.debug("{} {}: {}", call.method(), target, answer.status());
            return answer;
        } catch (IOException e) {
            Optional<RegistryException> lasting = e instanceof RegistryException
                    ? Optional.empty()
                    : lastingTrouble(registry().toString(), e);
            throw lasting.isPresent() ? lasting.get() : told("ask " + registry(), e, cutoff);
        }
    }

    /** What is known of a failure already is kept. */
    static RegistryException told(String what, IOException e, Cutoff cutoff) {
        if (e instanceof RegistryException known) {
            return known;
        }
        String reason = cutoff.reason();
        return RegistryException.broken(what, reason == null ? e : new IOException(reason, e));
    }

    /** A certificate stays wrong, and who speaks no TLS will not; any other trouble with it may be a connection that broke. */
    static Optional<RegistryException> lastingTrouble(String who, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return Optional.of(RegistryException.refused("cannot trust " + who + ": " + e.getMessage(), e));
            }
            // the JDK has no type for it
            if (cause instanceof SSLException
                    && String.valueOf(cause.getMessage()).startsWith("Unsupported or unrecognized SSL message")) {
                return Optional.of(RegistryException.refused(
                        "cannot ask " + who + " over TLS: it does not speak it; plain HTTP, perhaps?", e));
            }
        }
        return Optional.empty();
    }
}
