package dev.dromedary.registry.client;

import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.network.InnerNetwork;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry's answer. Closing it gives the connection back when the body was read to its end, and drops it otherwise.
 *
 * @param target where the answer came from, redirects followed
 * @param cutoff what ends it from outside
 */
record Answer(CloseableHttpResponse response, Target target, Cutoff cutoff) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    /** What asks for more may be a mistake, and a server runs for months. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final Pattern NEXT_LINK =
            Pattern.compile("<([^<>]*)>[^<]*?;\\s*rel\\s*=\\s*\"?next\\b", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_IGNORED_BODY = 64 * 1024;

    int status() {
        return response.getCode();
    }

    Optional<String> header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
    }

    /** How long the registry asks to be left alone: seconds or a date (RFC 9110, section 10.2.3). */
    Optional<Duration> retryAfter() {
        return header("Retry-After")
                .map(String::strip)
                .flatMap(Answer::wait)
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static Optional<Duration> wait(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return Optional.ofNullable(DateUtils.parseStandardDate(text))
                .map(date -> Duration.between(Instant.now(), date))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /** The length that the answer promises, or -1. */
    long contentLength() {
        HttpEntity entity = response.getEntity();
        return entity == null ? 0 : entity.getContentLength();
    }

    InputStream stream() throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream stream = entity == null ? null : entity.getContent();
        return stream == null ? InputStream.nullInputStream() : stream;
    }

    /** At most so many bytes of the body. */
    byte[] body(int most) throws IOException {
        return stream().readNBytes(most);
    }

    /** Where the answer leads to. Throws RegistryException when it does not say, or names what must not be asked. */
    Target location() throws RegistryException {
        return leadsTo(header("Location").orElse(""));
    }

    /** Where a list goes on that is told in pieces (RFC 8288). Throws RegistryException as {@link #location} does. */
    Optional<Target> nextPage() throws RegistryException {
        for (Header link : response.getHeaders("Link")) {
            Matcher next = NEXT_LINK.matcher(String.valueOf(link.getValue()));
            if (next.find()) {
                return Optional.of(leadsTo(next.group(1)));
            }
        }
        return Optional.empty();
    }

    private Target leadsTo(String location) throws RegistryException {
        Target next = target.resolve(location);
        return InnerNetwork.led(target, next);
    }

    /** That this is not the wanted answer to {@code what}; of its body only the OCI code and message are told. */
    RegistryException failure(String what) {
        ErrorBody body = ErrorBody.of(this);
        RegistryException failure = RegistryException.answered(
                what + " (" + body.describe(status()) + ")", status(), body.code(), retryAfter());
        boolean unchallenged = status() == 401
                && header("WWW-Authenticate").map(String::isBlank).orElse(true);
        return unchallenged ? failure.unchallenged() : failure;
    }

    /** Reads a short body that says nothing, so that the connection can be used again. */
    void ignoreBody() {
        try {
            body(LARGEST_IGNORED_BODY);
        } catch (IOException e) {
            // the answer was the status; only the connection is lost
            LOG.debug("the rest of an answer of {} was lost: {}", target, e.getMessage());
        }
    }

    @Override
    public void close() {
        // a plain close() would first read the rest of the body, however long it is
        response.close(CloseMode.IMMEDIATE);
    }
}
