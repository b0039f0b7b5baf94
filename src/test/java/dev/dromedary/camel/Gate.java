package dev.dromedary.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/** A source in front of which matching requests wait until they are let through; what it serves is a registry's. */
final class Gate implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore passes = new Semaphore(0, true);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final HttpServer server;
    private final String registry;
    private final Pattern held;

    private Gate(String registry, String pathRegex) throws IOException {
        this.registry = registry;
        this.held = Pattern.compile(pathRegex);
        server = ServerBootstrap.bootstrap()
                .setCanonicalHostName("127.0.0.1")
                .setLocalAddress(InetAddress.getLoopbackAddress())
                .register("*", (request, response, context) -> handle(request, response))
                .create();
        server.start();
    }

    /** Holds back requests whose whole path matches. */
    static Gate before(String registry, String pathRegex) throws IOException {
        return new Gate(registry, pathRegex);
    }

    /** The registry as lists name it. */
    String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int waiting() {
        return waiting.get();
    }

    int mostWaiting() {
        return mostWaiting.get();
    }

    /** Lets so many requests through, now or when they come. */
    void let(int requests) {
        passes.release(requests);
    }

    /** Lets everything through from now on. */
    void open() {
        passes.release(1_000_000);
    }

    @Override
    public void close() {
        open();
        server.close(CloseMode.IMMEDIATE);
    }

    private void handle(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        try {
            if (held.matcher(request.getPath()).matches()) {
                mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                passes.acquire();
                waiting.decrementAndGet();
            }
            answer(response, ask(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(ClassicHttpRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create("http://" + registry + request.getPath()))
                .method(request.getMethod(), BodyPublishers.noBody());
        for (Header accept : request.getHeaders("Accept")) {
            asked.header("Accept", accept.getValue());
        }
        return client.send(asked.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(ClassicHttpResponse response, HttpResponse<byte[]> found) {
        response.setCode(found.statusCode());
        found.headers()
                .firstValue("Docker-Content-Digest")
                .ifPresent(digest -> response.setHeader("Docker-Content-Digest", digest));
        String mediaType = found.headers().firstValue("Content-Type").orElse("application/octet-stream");
        response.setEntity(new ByteArrayEntity(found.body(), ContentType.parse(mediaType)));
    }
}
