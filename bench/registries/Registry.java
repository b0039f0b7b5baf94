package registries;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real docker-registry over a folder, behind a proxy that delays where a delay is asked for. */
final class Registry implements Endpoint {
    private static final Pattern LOG_LINE =
            Pattern.compile("^.*? \\[[^]]*] \"(\\S+) (\\S+) HTTP/[0-9.]+\" ([0-9]{3}) ([0-9]+) \".*?\" \"(.*?)\"$");
    private static final Pattern COMMITTED = Pattern.compile("digest=sha256(?::|%3A)([0-9a-f]{2})([0-9a-f]{62})");

    private final Workplace workplace;
    private final Process process;
    private final Path folder;
    private final String direct;
    private final DelayProxy proxy;
    private int forgotten;

    private Registry(Workplace workplace, Process process, Path folder, String direct, DelayProxy proxy) {
        this.workplace = workplace;
        this.process = process;
        this.folder = folder;
        this.direct = direct;
        this.proxy = proxy;
    }

    /** Starts one that holds a corpus; delay 0 is none, and then nothing stands in front of it. */
    static Registry start(Workplace workplace, Corpus corpus, int delay) throws IOException {
        Path folder = workplace.folder();
        corpus.store(folder);
        int port = freePort();
        String direct = "127.0.0.1:" + port;
        Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: error}
                storage:
                  filesystem: {rootdirectory: "%s"}
                  cache: {blobdescriptor: inmemory}
                  delete: {enabled: true}
                http: {addr: "%s", secret: bench}
                """.formatted(folder, direct));
        ProcessBuilder builder = new ProcessBuilder("docker-registry", "serve", "config.yml")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("access.log").toFile())
                .redirectError(folder.resolve("error.log").toFile());
        builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
        Process process = workplace.start(builder);
        if (!Http.answers(direct, process)) {
            throw new IOException("cannot start docker-registry: " + Files.readString(folder.resolve("error.log")));
        }
        DelayProxy proxy = delay == 0 ? null : DelayProxy.start(new InetSocketAddress("127.0.0.1", port), delay);
        Registry registry = new Registry(workplace, process, folder, direct, proxy);
        registry.forget();
        return registry;
    }

    @Override
    public String name() {
        return proxy == null ? direct : "127.0.0.1:" + proxy.port();
    }

    @Override
    public String direct() {
        return direct;
    }

    @Override
    public void forget() throws IOException {
        forgotten = settledLog().size();
    }

    /** Bytes received are the sizes of the blobs whose uploads ended well: an access log does not tell more. */
    @Override
    public Traffic traffic() throws IOException {
        List<String> lines = settledLog();
        Map<String, Integer> requests = new TreeMap<>();
        long sent = 0;
        long received = 0;
        for (String line : lines.subList(forgotten, lines.size())) {
            Matcher matcher = LOG_LINE.matcher(line);
            if (matcher.matches() && !matcher.group(5).equals(Http.AGENT)) {
                requests.merge(matcher.group(1), 1, Integer::sum);
                sent += Long.parseLong(matcher.group(4));
                boolean created =
                        matcher.group(1).equals("PUT") && matcher.group(3).equals("201");
                received += created ? committedBytes(matcher.group(2)) : 0;
            }
        }
        return new Traffic(requests, sent, received);
    }

    private long committedBytes(String target) throws IOException {
        Matcher digest = COMMITTED.matcher(target);
        return digest.find() ? Files.size(Corpus.data(folder, digest.group(1), digest.group(2))) : 0;
    }

    @Override
    public void close() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        workplace.end(process);
        Workplace.delete(folder);
    }

    /** A large answer may reach its reader just before its line is written; a round trip later it is there. */
    private List<String> settledLog() throws IOException {
        Http.head(direct, "/v2/");
        return Files.readAllLines(folder.resolve("access.log"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
