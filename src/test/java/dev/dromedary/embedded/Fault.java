package dev.dromedary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a {@link FaultyRegistry} answers with a fault, how often, and what happens instead of or to the true
 * answer. Once, unless {@link #times} says otherwise; several effects of one fault add up.
 */
public final class Fault {
    private final Pattern method;
    private final Pattern path;
    private final int skipped;
    private final int times;
    private final List<Effect> effects;

    private Fault(Pattern method, Pattern path, int skipped, int times, List<Effect> effects) {
        this.method = method;
        this.path = path;
        this.skipped = skipped;
        this.times = times;
        this.effects = List.copyOf(effects);
    }

    /** What happens to one request; {@code closed} opens when the registry closes. */
    interface Effect {
        HttpRequestHandler around(HttpRequestHandler answer, CountDownLatch closed);
    }

    /** Both expressions have to match as a whole, the second one the path with its raw query. */
    public static Fault on(String method, String pathRegex) {
        return new Fault(Pattern.compile(method), Pattern.compile(pathRegex), 0, 1, List.of());
    }

    public Fault times(int count) {
        return new Fault(method, path, skipped, count, effects);
    }

    /** Leaves the first matching requests alone. */
    public Fault afterSkipping(int count) {
        return new Fault(method, path, count, times, effects);
    }

    /** Answers this, and the request has no effect. */
    public Fault status(int code, Map<String, String> headers, String body) {
        return with((answer, closed) -> (request, response, context) -> {
            response.setCode(code);
            headers.forEach(response::setHeader);
            if (!body.isEmpty()) {
                response.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
            }
        });
    }

    /** Lets the request wait before anything else happens. */
    public Fault delay(Duration duration) {
        return with((answer, closed) -> (request, response, context) -> {
            await(closed, duration);
            answer.handle(request, response, context);
        });
    }

    /** Closes the connection after so many bytes of the body, whose announced length stays. */
    public Fault cutAfter(long bytes) {
        return withBody((body, closed) -> body.thatStopsAt(bytes, FaultyBody.CUT));
    }

    /** Sends so many bytes of the body, and then nothing until the registry closes. */
    public Fault stallAfter(long bytes) {
        return withBody((body, closed) -> body.thatStopsAt(bytes, () -> {
            await(closed, Duration.ofDays(1));
            FaultyBody.CUT.come();
        }));
    }

    /** Sends a body that is too short, with the length that it has. */
    public Fault truncate(long bytes) {
        return withBody((body, closed) -> body.thatEndsAt(bytes));
    }

    /** Changes one byte of the body. */
    public Fault corruptByte(long offset) {
        return withBody((body, closed) -> body.withWrongByteAt(offset));
    }

    /** Resets the connection instead of an answer; the request has no effect. */
    public Fault reset() {
        return with((answer, closed) -> (request, response, context) -> {
            connection(context).close(CloseMode.IMMEDIATE);
            throw new ConnectionClosedException("reset by a fault");
        });
    }

    /** Resets the connection after so many bytes of the request's body. */
    public Fault resetWhileReading(long bytes) {
        return with((answer, closed) -> (request, response, context) -> {
            request.setEntity(new FaultyBody(request.getEntity())
                    .thatBreaksAt(bytes, () -> connection(context).close(CloseMode.IMMEDIATE)));
            answer.handle(request, response, context);
        });
    }

    /**
     * Replaces a header of the true answer or, with null, removes it. Without its {@code Content-Length} a body comes in
     * chunks; with too large a one the connection is closed behind the body.
     */
    public Fault header(String name, @Nullable String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            return withBody(
                    (body, closed) -> value == null ? body.inChunks() : body.thatClaimsToHave(Long.parseLong(value)));
        }
        return afterwards(response -> {
            response.removeHeaders(name);
            if (value != null) {
                response.setHeader(name, value);
            }
        });
    }

    /** Lets the request take its effect and answers this status without a body. */
    public Fault takeThen(int status) {
        return afterwards(response -> {
            response.setHeaders();
            response.setEntity(null);
            response.setCode(status);
        });
    }

    boolean matches(String requestMethod, String pathAndQuery) {
        return method.matcher(requestMethod).matches()
                && path.matcher(pathAndQuery).matches();
    }

    int skipped() {
        return skipped;
    }

    int times() {
        return times;
    }

    /** The handler with all effects around it, the first one outermost. */
    HttpRequestHandler around(HttpRequestHandler answer, CountDownLatch closed) {
        HttpRequestHandler handler = answer;
        for (int i = effects.size() - 1; i >= 0; i--) {
            handler = effects.get(i).around(handler, closed);
        }
        return handler;
    }

    private interface Change {
        void apply(ClassicHttpResponse response) throws IOException;
    }

    private interface BodyChange {
        HttpEntity apply(FaultyBody body, CountDownLatch closed) throws IOException;
    }

    private Fault afterwards(Change change) {
        return with((answer, closed) -> (request, response, context) -> {
            answer.handle(request, response, context);
            change.apply(response);
        });
    }

    /** An answer without a body is taken for one with an empty body. */
    private Fault withBody(BodyChange change) {
        return with((answer, closed) -> (request, response, context) -> {
            answer.handle(request, response, context);
            HttpEntity body =
                    response.getEntity() == null ? new ByteArrayEntity(new byte[0], null) : response.getEntity();
            response.setEntity(change.apply(new FaultyBody(body), closed));
        });
    }

    private Fault with(Effect effect) {
        List<Effect> more = new ArrayList<>(effects);
        more.add(effect);
        return new Fault(method, path, skipped, times, more);
    }

    private static DefaultBHttpServerConnection connection(HttpContext context) {
        return (DefaultBHttpServerConnection) context.getAttribute(HttpListener.CONNECTION);
    }

    private static void await(CountDownLatch closed, Duration duration) throws IOException {
        try {
            if (closed.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConnectionClosedException("the registry was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionClosedException("the registry was closed");
        }
    }
}
