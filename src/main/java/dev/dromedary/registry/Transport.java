package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests reach one registry: its scheme, who asks, its redirects. */
final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final RegistryName registry;
    private final Origin origin;
    private final Connections connections;
    private final Authorization authorization;

    Transport(RegistryName registry, Origin origin, Connections connections, Authorization authorization) {
        this.registry = registry;
        this.origin = origin;
        this.connections = connections;
        this.authorization = authorization;
    }

    RegistryName registry() {
        return registry;
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
        return ask(what, call, target(call.path()), reading);
    }

    /** Sends, reads and closes; whatever breaks on the way is told as "cannot {@code what}". */
    <T> T ask(String what, Call call, Target target, Reading<T> reading) throws RegistryException {
        try (Answer answer = send(call, target)) {
            return reading.of(answer);
        } catch (IOException e) {
            throw told(what, e);
        }
    }

    /** Sends to a target that the registry named, such as an upload's Location. The caller closes the answer. */
    Answer send(Call call, Target first) throws RegistryException {
        Target target = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = authorized(call, target);
            boolean leadsOn = REDIRECTS.contains(answer.status())
                    && answer.header("Location").isPresent();
            if (!leadsOn || !call.isRepeatable()) {
                return answer;
            }
            target = follow(answer);
        }
        throw RegistryException.refused(
                "cannot follow " + registry + ": more than " + MOST_REDIRECTS + " redirects", null);
    }

    /** A failure that names the request, the status and what the registry said of it. */
    RegistryException failure(String what, Answer answer) {
        String who = answer.status() == 401 ? " " + authorization.explain(answer.response()) : "";
        return RegistryException.answered("cannot " + what + who, answer);
    }

    private static Target follow(Answer answer) throws RegistryException {
        try (answer) {
            Target next = answer.location();
            answer.ignoreBody();
            return next;
        }
    }

    /** Sends with what the registry wants to know of who asks, and once more when a 401 tells what that is. */
    private Answer authorized(Call call, Target target) throws RegistryException {
        if (!target.hasSameOrigin(target("/"))) {
            return once(call, target, Optional.empty());
        }
        Authorization.Pass pass = authorization.pass(call.scope());
        Answer answer = once(call, target, pass.header());
        if (answer.status() != 401 || !call.isRepeatable() || !learn(answer, pass)) {
            return answer;
        }
        try (answer) {
            answer.ignoreBody();
        }
        return once(call, target, authorization.pass(call.scope()).header());
    }

    private boolean learn(Answer refusal, Authorization.Pass sent) throws RegistryException {
        try {
            return authorization.learn(refusal.response(), sent, refusal.target());
        } catch (IOException e) {
            refusal.close();
            throw e instanceof RegistryException known
                    ? known
                    : RegistryException.refused(
                            "cannot read the credentials of " + registry + ": " + e.getMessage(), e);
        }
    }

    private Answer once(Call call, Target target, Optional<String> authorizationHeader) throws RegistryException {
        ClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), target.host(), target.path());
        call.headers().forEach(request::setHeader);
        authorizationHeader.ifPresent(header -> request.setHeader("Authorization", header));
        if (call.body() != null) {
            request.setEntity(call.body());
        }
        try {
            Answer answer = new Answer(connections.send(target.host(), request, call.answerTimeout()), target);
            LOG.debug("{} {}: {}", call.method(), target, answer.status());
            return answer;
        } catch (IOException e) {
            if (isAboutCertificates(e)) {
                throw RegistryException.refused("cannot trust " + registry + ": " + e.getMessage(), e);
            }
            throw told("ask " + registry, e);
        }
    }

    /** What is known of a failure already is kept. */
    private static RegistryException told(String what, IOException e) {
        return e instanceof RegistryException known ? known : RegistryException.broken(what, e);
    }

    /** A certificate stays wrong; any other trouble with TLS may be a connection that broke. */
    private static boolean isAboutCertificates(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
