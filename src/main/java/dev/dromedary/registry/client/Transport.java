package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests reach one registry: its scheme, who asks, its redirects, when it may be asked, and how often. */
final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    static final int MOST_REDIRECTS = 5;
    private static final Duration IN_PASSING = Duration.ofSeconds(10);

    private final Origin origin;
    private final Authorization authorization;
    private final Gate gate;
    private final Wire wire;
    private final RateLimit rateLimit;

    Transport(Origin origin, Authorization authorization, Gate gate, Wire wire) {
        this.origin = origin;
        this.authorization = authorization;
        this.gate = gate;
        this.wire = wire;
        this.rateLimit = new RateLimit(origin.registry(), wire.listener());
    }

    RegistryName registry() {
        return origin.registry();
    }

    Authorization authorization() {
        return authorization;
    }

    Patience patience() {
        return wire.patience();
    }

    Watchdog watchdog() {
        return wire.watchdog();
    }

    TrafficListener listener() {
        return wire.listener();
    }

    /** Where a path of this registry is. */
    Target target(String path) throws RegistryException {
        return origin.target(path);
    }

    /** What an operation makes of an answer. */
    interface Reading<T> {
        T of(Answer answer) throws IOException;
    }

    <T> T ask(String what, Call call, Reading<T> reading) throws RegistryException {
        return repeat(call, time -> read(what, call, target(call.path()), time, reading), Optional::empty);
    }

    /**
     * Sends, reads and closes, and does that again while that may help; whatever breaks on the way is told as "cannot
     * {@code what}". The target is one that the registry named, such as an upload's Location.
     */
    <T> T ask(String what, Call call, Target target, Reading<T> reading) throws RegistryException {
        return repeat(call, time -> read(what, call, target, time, reading), Optional::empty);
    }

    /** As {@link #ask}, of a request that changes something: before it is sent again, it is asked whether it was taken. */
    <T> T write(String what, Call call, Reading<T> reading, Check<T> taken) throws RegistryException {
        return repeat(call, time -> read(what, call, target(call.path()), time, reading), taken);
    }

    /** What an operation would have answered, where it turns out that it was done; else empty. */
    interface Check<T> {
        Optional<T> ask() throws RegistryException;
    }

    /** As {@link #ask}, of an answer whose body is read later and takes the time that it takes. The caller closes it. */
    <T> T open(String what, Call call, Reading<T> reading) throws RegistryException {
        Try<T> attempt = time -> {
            Cutoff cutoff = wire.watchdog().within(time);
            Answer answer = null;
            boolean open = false;
            try (cutoff) {
                answer = passing(what, send(call, target(call.path()), cutoff, time));
                T opened = reading.of(answer);
                open = true;
                return opened;
            } catch (IOException e) {
                throw told(what, e, cutoff);
            } finally {
                if (answer != null && !open) {
                    answer.close();
                }
            }
        };
        return repeat(call, attempt, Optional::empty);
    }

    /** Sends a body that can be sent but once, such as a blob's, for as long as nobody cuts it off. */
    <T> T sendOnce(String what, Call call, Target target, Cutoff cutoff, Reading<T> reading) throws RegistryException {
        gate.pass(Lease.NONE);
        try (Answer answer = passing(what, send(call, target, cutoff, patience().requestTimeout()))) {
            return reading.of(answer);
        } catch (IOException e) {
            throw told(what, e, cutoff);
        }
    }

    /** Waits until the registry may be asked at all. Throws when that is too long. */
    void awaitOpen(Lease lease) throws RegistryException {
        gate.awaitOpen(lease);
    }

    /** Asks for something that is good to have: once, not for long, and not at all where the registry wants to be left alone for long. */
    void askInPassing(Call call, Target target) {
        Duration closed = gate.closedFor();
        if (closed.compareTo(IN_PASSING) > 0) {
            return;
        }
        try {
            Lease.pause(closed);
            try (Cutoff cutoff = wire.watchdog().within(IN_PASSING);
                    Answer answer = send(call, target, cutoff, IN_PASSING)) {
                answer.ignoreBody();
            }
        } catch (RegistryException e) {
            LOG.debug("{} {} came to nothing: {}", call.method(), target, e.getMessage());
        }
    }

    /** One try, which may take so long. */
    interface Try<T> {
        T within(Duration time) throws RegistryException;
    }

    /** Tries while that may help, and while this registry may be asked. */
    <T> T repeat(Call call, Try<T> attempt, Check<T> taken) throws RegistryException {
        Tries tries = new Tries(wire.patience(), call.bodyLength());
        while (true) {
            gate.pass(call.lease());
            try {
                return attempt.within(tries.begin());
            } catch (RegistryException e) {
                boolean again = tries.isWorthAnother(e);
                if (again) {
                    LOG.debug("asking {} again: {}", registry(), e.getMessage());
                    listener().retried(registry(), e);
                    gate.backOff(call.lease(), e, tries.backOff(e));
                }
                Optional<T> result = e.isRetryable() ? taken.ask() : Optional.empty();
                if (result.isPresent()) {
                    return result.get();
                }
                if (!again) {
                    throw tries.last(e);
                }
            }
        }
    }

    private <T> T read(String what, Call call, Target target, Duration time, Reading<T> reading)
            throws RegistryException {
        try (Cutoff cutoff = wire.watchdog().within(time)) {
            try (Answer answer = passing(what, send(call, target, cutoff, time))) {
                return reading.of(answer);
            } catch (IOException e) {
                throw told(what, e, cutoff);
            }
        }
    }

    private Answer passing(String what, Answer answer) throws RegistryException {
        if (RegistryException.isPassing(answer.status())) {
            try (answer) {
                RegistryException failure = failure(what, answer);
                boolean asksForRest =
                        failure.status() == 429 || failure.retryAfter().isPresent();
                // what a storage that the registry leads to asks for is no matter of the registry
                if (asksForRest && answer.target().hasSameOrigin(target("/"))) {
                    gate.close(failure);
                }
                throw failure;
            }
        }
        gate.taken();
        return answer;
    }

    /** A failure that names the request, the status and what the registry said of it. */
    RegistryException failure(String what, Answer answer) {
        String who = answer.status() == 401 ? " " + authorization.explain(answer.response()) : "";
        return answer.failure("cannot " + what + who).by(registry());
    }

    private Answer send(Call call, Target first, Cutoff cutoff, Duration time) throws RegistryException {
        Target target = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = authorized(call, target, cutoff, time);
            if (!leadsOn(answer) || !call.isRepeatable()) {
                return answer;
            }
            target = follow(answer);
        }
        throw ledOnTooOften();
    }

    static boolean leadsOn(Answer answer) {
        return REDIRECTS.contains(answer.status()) && answer.header("Location").isPresent();
    }

    RegistryException ledOnTooOften() {
        return RegistryException.refused(
                "cannot follow " + registry() + ": more than " + MOST_REDIRECTS + " redirects", null);
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
            if (!(e instanceof RegistryException) && isAboutCertificates(e)) {
                throw RegistryException.refused("cannot trust " + registry() + ": " + e.getMessage(), e);
            }
            throw told("ask " + registry(), e, cutoff);
        }
    }

    /** What is known of a failure already is kept. */
    private static RegistryException told(String what, IOException e, Cutoff cutoff) {
        if (e instanceof RegistryException known) {
            return known;
        }
        String reason = cutoff.reason();
        return RegistryException.broken(what, reason == null ? e : new IOException(reason, e));
    }

    /** A certificate stays wrong; any other trouble with TLS may be a connection that broke. */
    static boolean isAboutCertificates(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
