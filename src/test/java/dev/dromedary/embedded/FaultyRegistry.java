package dev.dromedary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
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
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Exchanged> requests = new ArrayList<>();
    private final List<Injected> faults = new ArrayList<>();
    private final EmbeddedRegistry registry;
    private String credentials = "";

    private FaultyRegistry(Path folder) throws IOException {
        this.registry = EmbeddedRegistry.start(
                folder,
                "127.0.0.1",
                0,
                handler -> (request, response, context) -> handle(handler, request, response, context));
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

    /** From now on answers 401 to every request without these credentials; such requests use up no fault. */
    public void requireBasic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        synchronized (faults) {
            credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        registry.close();
    }

    private void handle(
            HttpRequestHandler handler, ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws HttpException, IOException {
        Exchanged exchanged = record(request);
        if (isAllowed(request)) {
            withFault(handler, request).handle(request, response, context);
        } else {
            unauthorized(response);
        }
        exchanged.status = response.getCode();
    }

    private boolean isAllowed(ClassicHttpRequest request) {
        Header given = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        synchronized (faults) {
            return credentials.isEmpty() || (given != null && credentials.equals(given.getValue()));
        }
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

    private static void unauthorized(ClassicHttpResponse response) {
        String body = "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}";
        response.setCode(401);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"embedded\"");
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
        private int met;

        Injected(Fault fault) {
            this.fault = fault;
        }

        boolean takes(ClassicHttpRequest request) {
            if (!fault.matches(request.getMethod(), request.getPath()) || met - fault.skipped() >= fault.times()) {
                return false;
            }
            met++;
            return met > fault.skipped();
        }
    }
}
