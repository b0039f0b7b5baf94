package registries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * A registry in this process that stores no layers: what it serves is made while it is sent, what it is sent is counted
 * and thrown away. It knows enough of the protocol for a copy, and takes every digest on trust.
 */
final class SyntheticRegistry implements Endpoint {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Blob> blobs = new ConcurrentHashMap<>();
    private final Map<String, Image.Manifest> manifests = new ConcurrentHashMap<>();
    private final Map<String, Long> uploads = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    private SyntheticRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1024);
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    static SyntheticRegistry of(Corpus corpus) throws IOException {
        SyntheticRegistry registry = new SyntheticRegistry();
        for (Image image : corpus.images()) {
            image.blobs().forEach(blob -> registry.blobs.put(image.repository() + "@" + blob.digest(), blob));
            for (Image.Manifest manifest : image.manifests()) {
                registry.manifests.put(
                        image.repository() + "@" + manifest.blob().digest(), manifest);
            }
            registry.manifests.put(image.repository() + "@" + Image.TAG, image.tagged());
        }
        return registry;
    }

    @Override
    public String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public String direct() {
        return name();
    }

    @Override
    public void forget() {
        requests.clear();
        sent.reset();
        received.reset();
    }

    @Override
    public Traffic traffic() {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        requests.forEach((method, count) -> counts.put(method, count.intValue()));
        return new Traffic(counts, sent.sum(), received.sum());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!Http.AGENT.equals(exchange.getRequestHeaders().getFirst("User-Agent"))) {
            requests.computeIfAbsent(exchange.getRequestMethod(), method -> new LongAdder())
                    .increment();
        }
        String path = exchange.getRequestURI().getPath().substring("/v2/".length());
        String[] parts = path.split("/(manifests|blobs/uploads|blobs)/", 2);
        if (path.isEmpty()) {
            exchange.sendResponseHeaders(200, -1);
        } else if (path.contains("/blobs/uploads/")) {
            upload(exchange, parts[0], parts[1]);
        } else if (path.contains("/manifests/")) {
            manifest(exchange, parts[0], parts[1]);
        } else {
            Blob blob = blobs.get(parts[0] + "@" + parts[1]);
            serve(exchange, "application/octet-stream", blob);
        }
    }

    private void serve(HttpExchange exchange, String type, Blob blob) throws IOException {
        if (blob == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Docker-Content-Digest", blob.digest());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(blob.size()));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, blob.size());
        try (OutputStream body = exchange.getResponseBody()) {
            blob.writeTo(body);
        }
        sent.add(blob.size());
    }

    private void manifest(HttpExchange exchange, String repository, String reference) throws IOException {
        if (!exchange.getRequestMethod().equals("PUT")) {
            Image.Manifest manifest = manifests.get(repository + "@" + reference);
            serve(exchange, manifest == null ? "" : manifest.type(), manifest == null ? null : manifest.blob());
            return;
        }
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        received.add(bytes.length);
        Image.Manifest manifest =
                new Image.Manifest(exchange.getRequestHeaders().getFirst("Content-Type"), Blob.of(bytes));
        manifests.put(repository + "@" + reference, manifest);
        manifests.put(repository + "@" + manifest.blob().digest(), manifest);
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", manifest.blob().digest());
        created(exchange, "/v2/" + repository + "/manifests/" + manifest.blob().digest());
    }

    private void upload(HttpExchange exchange, String repository, String session) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                String mounted = parameter(query, "mount");
                if (blobs.containsKey(repository + "@" + mounted)) {
                    created(exchange, "/v2/" + repository + "/blobs/" + mounted);
                } else {
                    accepted(exchange, repository, UUID.randomUUID().toString(), 0);
                }
            }
            case "PATCH" -> accepted(exchange, repository, session, discard(exchange.getRequestBody()));
            case "PUT" -> {
                String digest = parameter(query, "digest");
                long size = discard(exchange.getRequestBody()) + uploads.remove(session);
                blobs.put(repository + "@" + digest, new Blob(digest, size, new byte[0]));
                exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
                created(exchange, "/v2/" + repository + "/blobs/" + digest);
            }
            default -> {
                uploads.remove(session);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void accepted(HttpExchange exchange, String repository, String session, long more) throws IOException {
        long size = uploads.merge(session, more, Long::sum);
        exchange.getResponseHeaders().set("Location", "/v2/" + repository + "/blobs/uploads/" + session);
        exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, size - 1));
        exchange.getResponseHeaders().set("Docker-Upload-UUID", session);
        exchange.sendResponseHeaders(202, -1);
    }

    private static void created(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(201, -1);
    }

    private long discard(InputStream body) throws IOException {
        byte[] buffer = new byte[256 << 10];
        long size = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            size += count;
        }
        received.add(size);
        return size;
    }

    private static String parameter(String query, String name) {
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }
}
