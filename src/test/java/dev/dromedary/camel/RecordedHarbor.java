package dev.dromedary.camel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Harbor made of recorded answers: it has projects, wants tokens that are of use only in those, and keeps what is pushed
 * in a registry behind it. What a test has scripted comes first.
 */
final class RecordedHarbor implements AutoCloseable {
    private static final String PROJECTS = "/api/v2.0/projects";
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FaultyRegistry behind;
    private final Set<String> projects = ConcurrentHashMap.newKeySet();
    private final List<Scripted> script = new CopyOnWriteArrayList<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();

    /** What arrived; header names are in lower case. */
    record Seen(String method, String path, Map<String, List<String>> headers, String body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private record Scripted(String method, String path, Recorded answer, boolean once) {}

    private record Follower(String method, String path, Scripted next) {}

    private RecordedHarbor(HttpServer server, FaultyRegistry behind) {
        this.server = server;
        this.behind = behind;
    }

    static RecordedHarbor start(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordedHarbor harbor = new RecordedHarbor(server, FaultyRegistry.start(folder));
        server.setExecutor(harbor.threads);
        server.createContext("/", harbor::serve);
        server.start();
        return harbor;
    }

    String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The registry behind, for pushing and looking without Harbor's rules. */
    String registryBehind() {
        return behind.name();
    }

    void addProject(String name) {
        projects.add(name);
    }

    void removeProject(String name) {
        projects.remove(name);
    }

    boolean hasProject(String name) {
        return projects.contains(name);
    }

    /** From now on such requests get this answer. */
    void answers(String method, String pathRegex, Recorded answer) {
        script.add(new Scripted(method, pathRegex, answer, false));
    }

    void answersOnce(String method, String pathRegex, Recorded answer) {
        script.add(new Scripted(method, pathRegex, answer, true));
    }

    /** Such requests get this answer once there was another of that kind. */
    void afterwards(String firstMethod, String firstPath, String method, String pathRegex, Recorded answer) {
        followers.add(new Follower(firstMethod, firstPath, new Scripted(method, pathRegex, answer, false)));
    }

    List<Seen> requests() {
        return List.copyOf(requests);
    }

    List<Seen> requests(String method, String pathRegex) {
        return requests.stream()
                .filter(seen -> seen.method().matches(method) && seen.path().matches(pathRegex))
                .toList();
    }

    /** Forgets requests and script; projects stay. */
    void reset() {
        requests.clear();
        script.clear();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Seen seen = seen(exchange, body);
            requests.add(seen);
            Optional<Recorded> answer = scripted(seen);
            if (answer.isPresent()) {
                replay(exchange, answer.get());
                return;
            }
            serve(exchange, seen, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Recorded> scripted(Seen seen) {
        Optional<Scripted> next = script.stream()
                .filter(scripted ->
                        seen.method().matches(scripted.method()) && seen.path().matches(scripted.path()))
                .findFirst();
        next.filter(Scripted::once).ifPresent(script::remove);
        followers.stream()
                .filter(follower ->
                        seen.method().matches(follower.method()) && seen.path().matches(follower.path()))
                .forEach(follower -> script.add(follower.next()));
        return next.map(Scripted::answer);
    }

    private static Seen seen(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private void serve(HttpExchange exchange, Seen seen, byte[] body) throws IOException, InterruptedException {
        if (seen.path().startsWith(PROJECTS)) {
            replay(exchange, seen.method().equals("HEAD") ? lookUp(seen) : create(seen));
        } else if (seen.path().startsWith("/service/token")) {
            String rights = projects.contains(scopeOf(seen)) ? "some" : "none";
            answer(exchange, 200, "{\"token\":\"" + rights + "\",\"access_token\":\"\",\"expires_in\":1800}");
        } else if (!projects.contains(seen.path().replaceFirst("/v2/([^/]*).*", "$1"))) {
            replay(exchange, Recorded.of("missing-projects", withoutProject(seen)));
        } else if (!isAuthorized(seen)) {
            replay(exchange, unauthorized(seen));
        } else {
            forward(exchange, seen, body);
        }
    }

    private static String withoutProject(Seen seen) {
        boolean anonymous = !seen.headers().containsKey("authorization");
        if (seen.method().equals("HEAD") && seen.path().contains("/manifests/")) {
            return anonymous
                    ? "missing project: GET manifest, no credentials"
                    : "missing project: HEAD manifest, admin token";
        }
        return anonymous ? "missing project: POST upload, no credentials" : "missing project: POST upload, admin token";
    }

    private static boolean isAuthorized(Seen seen) {
        String authorization =
                seen.headers().getOrDefault("authorization", List.of("")).get(0);
        return authorization.equals("Bearer some") || authorization.startsWith("Basic ");
    }

    private static Recorded unauthorized(Seen seen) {
        return seen.headers().containsKey("authorization")
                ? Recorded.of("missing-projects", "private project, outsider: POST upload")
                : Recorded.of("push", "POST upload, no credentials");
    }

    private static String scopeOf(Seen seen) {
        return seen.path().replaceFirst(".*scope=repository%3A([^%/]*)%2F.*", "$1");
    }

    private Recorded lookUp(Seen seen) {
        boolean there = projects.contains(seen.path().replaceFirst(".*project_name=", ""));
        return Recorded.of("looking-projects-up", there ? "HEAD existing (admin)" : "HEAD missing (admin)");
    }

    private Recorded create(Seen seen) {
        String project = seen.body().replaceFirst("(?s).*\"project_name\":\"([^\"]*)\".*", "$1");
        return Recorded.of(
                "creating-projects",
                projects.add(project) ? "create project (admin)" : "create project that exists: 409");
    }

    private void forward(HttpExchange exchange, Seen seen, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + behind.name() + seen.path()))
                .method(seen.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        seen.headers().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        response.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value.replace(behind.name(), name())));
            }
        });
        answer(exchange, response.statusCode(), response.body());
    }

    private void replay(HttpExchange exchange, Recorded answer) throws IOException {
        for (Map.Entry<String, String> header : answer.headers()) {
            if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders()
                        .add(header.getKey(), header.getValue().replace("127.0.0.1:8930", name()));
            }
        }
        answer(exchange, answer.status(), answer.body());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean empty = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        behind.close();
    }
}
