package dev.dromedary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a {@link FaultyRegistry} answers with a fault, how often, and what happens instead of or to the true
 * answer. Once, unless {@link #times} says otherwise; several effects of one fault add up.
 */
public final class Fault {
    private final Occasions occasions;
    private final List<Effect> effects;

    private Fault(Occasions occasions, List<Effect> effects) {
        this.occasions = occasions;
        this.effects = List.copyOf(effects);
    }

    /** What happens to one request; {@code closed} opens when the registry closes. */
    interface Effect {
        HttpRequestHandler around(HttpRequestHandler answer, CountDownLatch closed);
    }

    /** Both expressions have to match as a whole, the second one the path with its raw query. */
    public static Fault on(String method, String pathRegex) {
        return new Fault(Occasions.once(method, pathRegex), List.of());
    }

    public Fault times(int count) {
        return new Fault(occasions.times(count), effects);
    }

    /** Whatever the client tries. */
    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    /** Leaves the first matching requests alone. */
    public Fault afterSkipping(int count) {
        return new Fault(occasions.afterSkipping(count), effects);
    }

    /** Counts for each blob by itself: by the last digest in the path or its query; where there is none, for each path. */
    public Fault perBlob() {
        return new Fault(occasions.forEachBlob(), effects);
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

    /** Does this, and then goes on. */
    public Fault doing(Runnable action) {
        return with((answer, closed) -> (request, response, context) -> {
            action.run();
            answer.handle(request, response, context);
        });
    }

    /** Lets the request wait until the latch is open. */
    public Fault holdUntil(CountDownLatch open) {
        return doing(() -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Takes the request for one without a query: a POST that asks for a mount opens an upload. */
    public Fault withoutQuery() {
        return with((answer, closed) -> (request, response, context) -> {
            request.setPath(request.getPath().replaceFirst("\\?.*", ""));
            answer.handle(request, response, context);
        });
    }

    public Fault withoutRequestHeader(String name) {
        return with((answer, closed) -> (request, response, context) -> {
            request.removeHeaders(name);
            answer.handle(request, response, context);
        });
    }

    /** Closes the connection after so many bytes of the body, whose announced length stays. */
    public Fault cutAfter(long bytes) {
        return withBody((body, wire) -> body.thatStopsAt(bytes, FaultyBody.CUT));
    }

    /** Resets the connection after so many bytes of the body; what is still on its way is lost. */
    public Fault resetAfter(long bytes) {
        return withBody((body, wire) -> body.thatStopsAt(bytes, wire::reset));
    }

    /** Sends one byte after the other, with a pause behind each. */
    public Fault trickle(Duration pause) {
        return withBody((body, wire) -> body.thatTrickles(() -> await(wire.closed, pause)));
    }

    /** Sends a body in chunks and blanks behind it without an end. */
    public Fault endless() {
        return withBody((body, wire) -> body.thatNeverEnds(() -> await(wire.closed, Duration.ZERO)));
    }

    /** Sends so many bytes of the body, and then nothing until the registry closes. */
    public Fault stallAfter(long bytes) {
        return withBody((body, wire) -> body.thatStopsAt(bytes, () -> {
            await(wire.closed, Duration.ofDays(1));
            FaultyBody.CUT.come();
        }));
    }

    /** Sends a body that is too short, with the length that it has. */
    public Fault truncate(long bytes) {
        return withBody((body, wire) -> body.thatEndsAt(bytes));
    }

    /** Changes one byte of the body. */
    public Fault corruptByte(long offset) {
        return withBody((body, wire) -> body.withWrongByteAt(offset));
    }

    /** Resets the connection instead of an answer; the request has no effect. */
    public Fault reset() {
        return with((answer, closed) -> (request, response, context) -> new Wire(closed, context).reset());
    }

    /** Closes the connection instead of an answer; the request has no effect. */
    public Fault hangUp() {
        return with((answer, closed) -> (request, response, context) -> {
            throw new ConnectionClosedException("closed by a fault");
        });
    }

    /** Resets the connection after so many bytes of the request's body. */
    public Fault resetWhileReading(long bytes) {
        return withRequestBody((body, wire) -> body.thatBreaksAt(bytes, wire::reset));
    }

    /** Reads so many bytes of the request's body, and then nothing until the registry closes. */
    public Fault stallWhileReading(long bytes) {
        return withRequestBody((body, wire) -> body.thatBreaksAt(bytes, () -> await(wire.closed, Duration.ofDays(1))));
    }

    /** Keeps so many bytes of an upload, as registries do that can be asked how far it came, and resets the connection. */
    public Fault keepThenReset(int bytes) {
        return with((answer, closed) -> (request, response, context) -> {
            byte[] kept = request.getEntity().getContent().readNBytes(bytes);
            ClassicHttpRequest patch =
                    new BasicClassicHttpRequest("PATCH", request.getPath().replaceFirst("\\?.*", ""));
            patch.setEntity(new ByteArrayEntity(kept, null));
            answer.handle(patch, response, context);
            new Wire(closed, context).reset();
        });
    }

    /**
     * Replaces a header of the true answer or, with null, removes it. Without its {@code Content-Length} a body comes in
     * chunks; with too large a one the connection is closed behind the body.
     */
    public Fault header(String name, @Nullable String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            return withBody(
                    (body, wire) -> value == null ? body.inChunks() : body.thatClaimsToHave(Long.parseLong(value)));
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

    /** Lets the request take its effect and closes the connection instead of an answer. */
    public Fault cutAnswer() {
        return afterwards(response -> FaultyBody.CUT.come());
    }

    Occasions occasions() {
        return occasions;
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
        HttpEntity apply(FaultyBody body, Wire wire) throws IOException;
    }

    /** What one request came by. */
    private record Wire(CountDownLatch closed, HttpContext context) {
        void reset() throws IOException {
            ((DefaultBHttpServerConnection) context.getAttribute(HttpListener.CONNECTION)).close(CloseMode.IMMEDIATE);
            throw new ConnectionClosedException("reset by a fault");
        }
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
            response.setEntity(change.apply(new FaultyBody(body), new Wire(closed, context)));
        });
    }

    private Fault withRequestBody(BodyChange change) {
        return with((answer, closed) -> (request, response, context) -> {
            request.setEntity(change.apply(new FaultyBody(request.getEntity()), new Wire(closed, context)));
            answer.handle(request, response, context);
        });
    }

    private Fault with(Effect effect) {
        List<Effect> more = new ArrayList<>(effects);
        more.add(effect);
        return new Fault(occasions, more);
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
