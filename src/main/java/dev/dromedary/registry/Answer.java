package dev.dromedary.registry;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry's answer. Closing it gives the connection back when the body was read to its end, and drops it otherwise.
 *
 * @param target where the answer came from, redirects followed
 */
record Answer(ClassicHttpResponse response, Target target) implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
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
        return header("Retry-After").map(String::strip).flatMap(text -> {
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            return Optional.ofNullable(DateUtils.parseStandardDate(text))
                    .map(date -> Duration.between(Instant.now(), date));
        });
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

    /** Reads a short body that says nothing, so that the connection can be used again. */
    void ignoreBody() throws IOException {
        body(LARGEST_IGNORED_BODY);
    }

    /** Closes it when what went wrong before is what is to be told. */
    void drop() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("closing an answer: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
