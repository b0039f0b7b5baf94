package dev.dromedary.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;

/** Whom notifications are posted to; it answers 204, or first with other statuses, and keeps what it was told. */
final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Integer> firstAnswers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /** What it was sent; the names of the headers in lower case. */
    record Request(String method, String path, List<String> headers, JsonNode body) {}

    private Receiver(Integer... firstAnswers) throws IOException {
        this.firstAnswers.addAll(Arrays.asList(firstAnswers));
        server = ServerBootstrap.bootstrap()
                .setCanonicalHostName("127.0.0.1")
                .setLocalAddress(InetAddress.getLoopbackAddress())
                .register("*", (request, response, context) -> handle(request, response))
                .create();
        server.start();
    }

    static Receiver start(Integer... firstAnswers) throws IOException {
        return new Receiver(firstAnswers);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hook/T0-SECRET?key=a%20b";
    }

    List<Request> requests() {
        return requests;
    }

    private void handle(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        List<String> headers = Stream.of(request.getHeaders())
                .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .collect(Collectors.toList());
        requests.add(new Request(
                request.getMethod(),
                request.getPath(),
                headers,
                JSON.readTree(EntityUtils.toByteArray(request.getEntity()))));
        Integer first = firstAnswers.poll();
        response.setCode(first == null ? 204 : first);
        if (first != null && first == 302) {
            response.setHeader("Location", "/elsewhere");
        }
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
