package dev.dromedary.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dromedary.image.Digest;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry with one manifest that lets in who has a token, and the server that gives tokens. */
final class TokenRegistry implements AutoCloseable {
    static final Digest DIGEST = Digest.sha256("manifest".getBytes(StandardCharsets.UTF_8));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    final List<Seen> tokenRequests = new CopyOnWriteArrayList<>();
    final List<Seen> registryRequests = new CopyOnWriteArrayList<>();
    volatile String realmPath = "/token";
    volatile int tokenStatus = 200;
    volatile String tokenAnswer = "{\"token\":\"%s\",\"expires_in\":300}";

    /** What arrived. */
    record Seen(String method, String query, Optional<String> authorization, String body) {}

    private TokenRegistry(HttpServer server) {
        this.server = server;
    }

    static TokenRegistry start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenRegistry registry = new TokenRegistry(server);
        server.setExecutor(registry.threads);
        server.createContext("/token", registry::giveToken);
        server.createContext("/v2/", registry::serve);
        server.start();
        return registry;
    }

    RegistryName name() {
        return new RegistryName("127.0.0.1:" + server.getAddress().getPort());
    }

    void revokeAll() {
        valid.clear();
    }

    private void giveToken(HttpExchange exchange) {
        tokenRequests.add(seen(exchange));
        String token = "token-" + number.incrementAndGet();
        valid.add(token);
        answer(exchange, tokenStatus, String.format(tokenAnswer, token));
    }

    private void serve(HttpExchange exchange) {
        Seen seen = seen(exchange);
        registryRequests.add(seen);
        boolean allowed = seen.authorization()
                .filter(header -> header.startsWith("Bearer ") && valid.contains(header.substring(7)))
                .isPresent();
        if (!allowed) {
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://" + name() + realmPath
                                    + "\",service=\"the, service\",scope=\"repository:a/b:pull\"");
            answer(exchange, 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"who are you\"}]}");
            return;
        }
        exchange.getResponseHeaders().add("Docker-Content-Digest", DIGEST.toString());
        answer(exchange, 200, "manifest");
    }

    private static Seen seen(HttpExchange exchange) {
        try {
            return new Seen(
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
