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
            Pattern.compile("^.*? \\[[^]]*] \"(\\S+) \\S+ HTTP/[0-9.]+\" [0-9]{3} ([0-9]+) \".*?\" \"(.*?)\"$");

    private final Workplace workplace;
    private final Process process;
    private final Path folder;
    private final String direct;
    private final DelayProxy proxy;
    private int forgottenLines;
    private long forgottenBytes;

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
                  filesystem: {rootdirectory: "%s", maxthreads: 100}
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
        forgottenLines = settledLog().size();
        forgottenBytes = Proc.written(process.pid());
    }

    /**
     * Bytes received are those that the process wrote to files and sockets without its answers: an access log does
     * not have them. Answers of blobs do not come into it, because they leave by sendfile.
     */
    @Override
    public Traffic traffic() throws IOException {
        List<String> lines = settledLog();
        long written = Proc.written(process.pid()) - forgottenBytes;
        Map<String, Integer> requests = new TreeMap<>();
        long sent = 0;
        for (String line : lines.subList(forgottenLines, lines.size())) {
            Matcher matcher = LOG_LINE.matcher(line);
            if (matcher.matches() && !matcher.group(3).equals(Http.AGENT)) {
                requests.merge(matcher.group(1), 1, Integer::sum);
                sent += Long.parseLong(matcher.group(2));
            }
        }
        return new Traffic(requests, sent, written);
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
