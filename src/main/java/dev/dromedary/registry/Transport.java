package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests reach one registry: its scheme, its credential, its redirects. */
final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final RegistryName registry;
    private final Connections connections;
    private final Authorization authorization;
    private final boolean maybePlain;
    private @Nullable HttpHost origin;

    /** @param maybePlain the registry may speak plain HTTP: it is loopback, or certificates are not verified */
    Transport(RegistryName registry, Connections connections, Authorization authorization, boolean maybePlain) {
        this.registry = registry;
        this.connections = connections;
        this.authorization = authorization;
        this.maybePlain = maybePlain;
    }

    RegistryName registry() {
        return registry;
    }

    /** Where a path of this registry is. */
    Target target(String path) throws RegistryException {
        return new Target(origin(), path);
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

    /** What an operation makes of an answer. */
    interface Reading<T> {
        T of(Answer answer) throws IOException;
    }

    /** Sends, reads and closes; whatever breaks on the way is told as "cannot {@code what}". */
    <T> T ask(String what, Call call, Target target, Reading<T> reading) throws RegistryException {
        try (Answer answer = send(call, target)) {
            return reading.of(answer);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw RegistryException.broken(what, e);
        }
    }

    <T> T ask(String what, Call call, Reading<T> reading) throws RegistryException {
        return ask(what, call, target(call.path()), reading);
    }

    /** A failure that names the request, the status and what the registry said of it. */
    RegistryException failure(String what, Answer answer) {
        ErrorBody body = ErrorBody.of(answer);
        String who = answer.status() == 401 ? " " + authorization.explain(answer.response()) : "";
        String message = "cannot " + what + who + " (" + body.describe(answer.status()) + ")";
        return RegistryException.answered(message, answer.status(), body.code(), retryAfter(answer));
    }

    private Target follow(Answer answer) throws RegistryException {
        try (answer) {
            Target next = answer.location();
            answer.ignoreBody();
            return next;
        }
    }

    private Answer authorized(Call call, Target target) throws RegistryException {
        boolean own = target.hasSameOrigin(target("/"));
        Optional<Credential> credential = own ? authorization.current() : Optional.empty();
        Answer answer = once(call, target, credential);
        if (answer.status() != 401 || !own || !call.isRepeatable() || !learn(answer, credential)) {
            return answer;
        }
        try (answer) {
            answer.ignoreBody();
        }
        return once(call, target, authorization.current());
    }

    private boolean learn(Answer refusal, Optional<Credential> sent) throws RegistryException {
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

    private Answer once(Call call, Target target, Optional<Credential> credential) throws RegistryException {
        ClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), target.host(), target.path());
        call.headers().forEach(request::setHeader);
        credential.ifPresent(known -> request.setHeader("Authorization", known.basic()));
        if (call.body() != null) {
            request.setEntity(call.body());
        }
        try {
            Answer answer = new Answer(connections.send(target.host(), request, call.answerTimeout()), target);
            LOG.debug("{} {}: {}", call.method(), target, answer.status());
            return answer;
        } catch (RegistryException e) {
            throw e;
        } catch (SSLException e) {
            // the JDK has one type for a connection that broke and for a certificate that is refused
            throw e.getCause() instanceof EOFException || e.getCause() instanceof SocketException
                    ? RegistryException.broken("speak TLS with " + registry, e)
                    : RegistryException.refused("cannot speak TLS with " + registry + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw RegistryException.broken("ask " + registry, e);
        }
    }

    private synchronized HttpHost origin() throws RegistryException {
        HttpHost known = origin;
        if (known == null) {
            boolean secure = !maybePlain || speaksTls();
            String scheme = secure ? "https" : "http";
            known = new HttpHost(scheme, wireHost(), registry.port());
            origin = known;
        }
        return known;
    }

    private boolean speaksTls() throws RegistryException {
        try {
            return SchemeProbe.speaksTls(wireHost(), registry.port() < 0 ? 443 : registry.port());
        } catch (IOException e) {
            throw RegistryException.broken("reach " + registry, e);
        }
    }

    private String wireHost() {
        String host = registry.equals(RegistryName.DOCKER_HUB) ? registry.wireName() : registry.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.header("Retry-After").flatMap(text -> {
            if (text.strip().matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
            }
            Instant date = DateUtils.parseStandardDate(text);
            return Optional.ofNullable(date)
                    .map(at -> Duration.between(Instant.now(), at))
                    .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
        });
    }
}
