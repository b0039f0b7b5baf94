package dev.dromedary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

/** An embedded registry that counts its requests and can be told to answer with faults. */
public final class FaultyRegistry implements AutoCloseable {
    private static final String TOKEN = "/token";

    private final List<Exchanged> requests = new ArrayList<>();
    private final List<Injected> faults = new ArrayList<>();
    private final List<Fault> habits = new CopyOnWriteArrayList<>();
    private final Deque<Instant> lately = new ArrayDeque<>();
    private final Tokens tokens = new Tokens();
    private final Path folder;
    private volatile CountDownLatch closed = new CountDownLatch(1);
    private volatile EmbeddedRegistry registry;
    private volatile Guard guard = request -> Optional.empty();
    private volatile int mostInASecond = Integer.MAX_VALUE;

    private FaultyRegistry(Path folder) throws IOException {
        this.folder = folder;
        this.registry = listen(0);
    }

    private EmbeddedRegistry listen(int port) throws IOException {
        return EmbeddedRegistry.start(
                folder,
                "127.0.0.1",
                port,
                handler -> (request, response, context) -> handle(handler, request, response, context));
    }

    /** Says what a request lacks: the challenge to answer it with, or nothing. */
    interface Guard {
        Optional<String> challenge(ClassicHttpRequest request);
    }

    public static FaultyRegistry start(Path folder) throws IOException {
        return new FaultyRegistry(folder);
    }

    /** The registry as lists name it. */
    public String name() {
        return registry.name();
    }

    /** Applies to matching requests until it is used up; of several faults the one injected first. */
    public void inject(Fault fault) {
        synchronized (faults) {
            faults.add(new Injected(fault));
        }
    }

    /** All requests in the order in which they came, those that wait for an answer included. */
    public List<RecordedRequest> requests() {
        synchronized (requests) {
            return requests.stream().map(Exchanged::recorded).toList();
        }
    }

    /** How many requests there were; both expressions have to match as a whole, the second one path and raw query. */
    public long count(String method, String pathRegex) {
        Pattern methods = Pattern.compile(method);
        Pattern paths = Pattern.compile(pathRegex);
        return requests().stream()
                .filter(request -> methods.matcher(request.method()).matches())
                .filter(request -> paths.matcher(request.path()).matches())
                .count();
    }

    public void forgetRequests() {
        synchronized (requests) {
            requests.clear();
        }
    }

    /** From now on there are no faults and no limit; habits stay. */
    public void mend() {
        mostInASecond = Integer.MAX_VALUE;
        synchronized (faults) {
            faults.clear();
        }
    }

    /** What this registry does with every matching request, behind whatever fault it meets. */
    public void habit(Fault fault) {
        habits.add(fault);
    }

    /** From now on answers 429, without a Retry-After, to what comes beyond so many requests in a second. */
    public void limit(int requestsPerSecond) {
        mostInASecond = requestsPerSecond;
    }

    /** Refuses connections from now on and cuts those that there are. */
    public void stop() {
        closed.countDown();
        registry.close();
    }

    /** Listens on the same port again. */
    public void restart() throws IOException {
        int port = registry.port();
        stop();
        closed = new CountDownLatch(1);
        registry = listen(port);
    }

    /** From now on answers 401 to every request without these credentials; such requests use up no fault. */
    public void requireBasic(String user, String password) {
        String credentials = Tokens.basic(user, password);
        guard = request -> Tokens.authorization(request).equals(credentials)
                ? Optional.empty()
                : Optional.of("Basic realm=\"embedded\"");
    }

    /** From now on answers 401 to every request without a token of that realm; such requests use up no fault. */
    public void requireTokensOf(FaultyRegistry realm) {
        guard = request -> realm.tokens.challenge(request, "http://" + realm.name() + TOKEN);
    }

    /** As a realm, gives tokens to nobody else. */
    public void giveTokensTo(String user, String password) {
        tokens.giveTo(user, password);
    }

    /** As a realm, takes back every token that it gave. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The tokens that it gave as a realm. */
    public List<String> givenTokens() {
        return tokens.all();
    }

    /** The ids of the uploads that are neither finished nor given up. */
    public List<String> openUploads() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/_uploads/"))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void handle(
            HttpRequestHandler handler, ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws HttpException, IOException {
        Exchanged exchanged = record(request);
        boolean forToken = request.getPath().startsWith(TOKEN);
        Optional<String> challenge = forToken ? Optional.empty() : guard.challenge(request);
        if (isTooMuch()) {
            response.setCode(429);
        } else if (challenge.isPresent()) {
            unauthorized(response, challenge.get());
        } else {
            HttpRequestHandler usual = forToken ? tokens::give : withHabits(handler, request);
            withFault(usual, request).handle(request, response, context);
        }
        exchanged.status = response.getCode();
    }

    private boolean isTooMuch() {
        synchronized (lately) {
            Instant now = Instant.now();
            while (!lately.isEmpty() && lately.peek().isBefore(now.minusSeconds(1))) {
                lately.remove();
            }
            boolean tooMuch = lately.size() >= mostInASecond;
            if (!tooMuch) {
                lately.add(now);
            }
            return tooMuch;
        }
    }

    private HttpRequestHandler withHabits(HttpRequestHandler handler, ClassicHttpRequest request) {
        HttpRequestHandler all = handler;
        for (Fault habit : habits) {
            if (habit.occasions().include(request.getMethod(), request.getPath())) {
                all = habit.around(all, closed);
            }
        }
        return all;
    }

    private HttpRequestHandler withFault(HttpRequestHandler handler, ClassicHttpRequest request) {
        synchronized (faults) {
            for (Injected injected : faults) {
                if (injected.takes(request)) {
                    return injected.fault.around(handler, closed);
                }
            }
            return handler;
        }
    }

    private static void unauthorized(ClassicHttpResponse response, String challenge) {
        String body = "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}";
        response.setCode(401);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        response.setHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
    }

    private Exchanged record(ClassicHttpRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : request.getHeaders()) {
            headers.merge(header.getName().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b);
        }
        Exchanged exchanged = new Exchanged(request.getMethod(), request.getPath(), headers);
        synchronized (requests) {
            requests.add(exchanged);
        }
        return exchanged;
    }

    /** A request and, once it is decided, the status of its answer. */
    private static final class Exchanged {
        private final String method;
        private final String path;
        private final Map<String, String> headers;
        private volatile int status;

        Exchanged(String method, String path, Map<String, String> headers) {
            this.method = method;
            this.path = path;
            this.headers = headers;
        }

        RecordedRequest recorded() {
            return new RecordedRequest(method, path, headers, status);
        }
    }

    /** A fault and how often it was met. */
    private static final class Injected {
        private final Fault fault;
        private final Map<String, Integer> met = new HashMap<>();

        Injected(Fault fault) {
            this.fault = fault;
        }

        boolean takes(ClassicHttpRequest request) {
            Occasions occasions = fault.occasions();
            if (!occasions.include(request.getMethod(), request.getPath())) {
                return false;
            }
            int before = met.merge(occasions.counter(request.getPath()), 1, Integer::sum) - 1;
            return occasions.isDue(before);
        }
    }
}
