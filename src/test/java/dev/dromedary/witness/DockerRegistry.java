package dev.dromedary.witness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code docker-registry} (distribution) as a child process on a free loopback port. Its folder holds the
 * storage ({@code docker/registry/v2/…}), its configuration and its logs, and stays when the registry is closed.
 */
public final class DockerRegistry implements AutoCloseable {
    /** The credentials that {@link Option#BASIC_AUTH} asks for. */
    public static final String USERNAME = "witness";

    public static final String PASSWORD = "secret";

    private static final String HTPASSWD = USERNAME + ":$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n";
    private static final Pattern LOG_LINE =
            Pattern.compile("^.*? \\[[^]]*] \"(\\S+) (\\S+) HTTP/[0-9.]+\" ([0-9]{3}) .* \"(.*?)\"$");

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // A test run that is ended early leaves no registry behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Path folder;
    private final int port;
    private final Set<Option> options;
    private final String probeAgent = "witness-probe-" + UUID.randomUUID();
    private @Nullable Process process;
    private int forgotten;

    /** What a registry may do differently from the default. */
    public enum Option {
        /** {@code Location} headers are paths, not whole addresses. */
        RELATIVE_URLS,
        /** Every request needs {@link #USERNAME} and {@link #PASSWORD}. */
        BASIC_AUTH
    }

    /**
     * One line of the access log.
     *
     * @param path the request's target as it was sent, query included
     */
    public record Request(String method, String path, int status) {}

    private DockerRegistry(Path folder, int port, Set<Option> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** Starts a registry over the folder, which may hold what an earlier one stored, and waits until it answers. */
    public static DockerRegistry start(Path folder, Option... options) {
        Set<Option> chosen = EnumSet.noneOf(Option.class);
        chosen.addAll(List.of(options));
        for (int attempt = 1; attempt < 5; attempt++) {
            DockerRegistry registry = new DockerRegistry(folder, freePort(), chosen);
            if (registry.launch()) {
                return registry;
            }
        }
        DockerRegistry last = new DockerRegistry(folder, freePort(), chosen);
        last.restart();
        return last;
    }

    /** Host and port, as image names carry them. */
    public String name() {
        return "127.0.0.1:" + port;
    }

    /** A client of this registry, with its credentials if it wants any. */
    public RegistryApi api() {
        RegistryApi api = new RegistryApi(name());
        return options.contains(Option.BASIC_AUTH) ? api.withBasicAuth(USERNAME, PASSWORD) : api;
    }

    /** What was asked since the start or the last {@link #forgetRequests}, in the order of the answers. */
    public List<Request> requests() {
        List<Request> all = logged();
        return List.copyOf(all.subList(forgotten, all.size()));
    }

    /** How many of {@link #requests} have this method and a path (with query) that the expression matches as a whole. */
    public long count(String method, String pathRegex) {
        Pattern path = Pattern.compile(pathRegex);
        return requests().stream()
                .filter(request -> request.method().equals(method))
                .filter(request -> path.matcher(request.path()).matches())
                .count();
    }

    public void forgetRequests() {
        forgotten = logged().size();
    }

    /** Kills the process, as a crash would; {@link #restart} brings it back. */
    public void stop() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
            RUNNING.remove(running);
        }
    }

    /** Starts the registry again on the same port over the same storage. */
    public void restart() {
        stop();
        if (!launch()) {
            throw new IllegalStateException("cannot start docker-registry at " + name() + ": " + text("error.log"));
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** False when the process ended at once, most likely because somebody else took the port meanwhile. */
    private boolean launch() {
        Process started = spawn();
        process = started;
        RUNNING.add(started);
        boolean ready = false;
        try {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !started.isAlive() || answers());
            ready = started.isAlive();
            return ready;
        } finally {
            if (!ready) {
                stop();
            }
        }
    }

    private Process spawn() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
            Files.writeString(folder.resolve("config.yml"), configuration());
            ProcessBuilder builder = new ProcessBuilder("docker-registry", "serve", "config.yml")
                    .directory(folder.toFile())
                    .redirectOutput(
                            Redirect.appendTo(folder.resolve("access.log").toFile()))
                    .redirectError(Redirect.appendTo(folder.resolve("error.log").toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
            // Its small heap is collected all the time otherwise, which is half of what a request costs.
            builder.environment().put("GOGC", "1000");
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start docker-registry: " + e.getMessage(), e);
        }
    }

    /** True when it is this process that answers: the probe has to be in its own access log. */
    private boolean answers() {
        try {
            probe(Duration.ofSeconds(2));
        } catch (UncheckedIOException e) {
            return false;
        }
        return text("access.log").contains(probeAgent);
    }

    private void probe(Duration timeout) {
        URI uri = URI.create("http://" + name() + "/v2/");
        Http.send(HttpRequest.newBuilder(uri).header("User-Agent", probeAgent), timeout);
    }

    private List<Request> logged() {
        if (process != null && process.isAlive()) {
            // A large answer may reach its reader just before its line is written; a round trip later it is there.
            probe(Duration.ofSeconds(30));
        }
        return text("access.log")
                .lines()
                .map(LOG_LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(4).equals(probeAgent))
                .map(line -> new Request(line.group(1), line.group(2), Integer.parseInt(line.group(3))))
                .toList();
    }

    private String text(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() {
        String text = """
                version: 0.1
                log: {level: error}
                storage:
                  filesystem: {rootdirectory: "%s"}
                  delete: {enabled: true}
                validation: {disabled: true}
                http: {addr: "%s", relativeurls: %s}
                """.formatted(folder.toAbsolutePath(), name(), options.contains(Option.RELATIVE_URLS));
        return options.contains(Option.BASIC_AUTH)
                ? text + "auth: {htpasswd: {realm: witness, path: htpasswd}}\n"
                : text;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
