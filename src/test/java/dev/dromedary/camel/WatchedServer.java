package dev.dromedary.camel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A server of its own process that can be asked how it does. */
public final class WatchedServer implements Closeable {
    private final ServerProcess process;
    private final String management;
    private String authorization = "";

    private WatchedServer(ServerProcess process, String management) {
        this.process = process;
        this.management = management;
    }

    /** An answer of the management port. */
    public record Answer(int status, String body) {}

    /** Starts it, and waits until it answers. */
    public static WatchedServer start(Program program, Path data) throws IOException {
        WatchedServer server = startUnheard(program, data, "http");
        server.process.awaitUntil(() -> server.answers("/observe/health/live"));
        return server;
    }

    /** Starts it without waiting. */
    static WatchedServer startUnheard(Program program, Path data, String scheme) throws IOException {
        int port = freePort();
        program.jvm("-Dcamel.management.port=" + port);
        return new WatchedServer(ServerProcess.start(program, data), scheme + "://127.0.0.1:" + port);
    }

    /** From now on asks as this user. */
    WatchedServer as(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
        return this;
    }

    public ServerProcess process() {
        return process;
    }

    Scrape metrics() throws IOException {
        return Scrape.of(get("/observe/metrics").body());
    }

    public Answer get(String path) throws IOException {
        return get(management, path);
    }

    /** Asks at the same port in the clear, whatever it speaks. */
    Answer getInTheClear(String path) throws IOException {
        return get(management.replaceFirst("https", "http"), path);
    }

    private Answer get(String origin, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(origin + path).openConnection(Proxy.NO_PROXY);
        connection.setReadTimeout(30_000);
        if (!authorization.isEmpty()) {
            connection.setRequestProperty("Authorization", authorization);
        }
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Waits until this path answers 200: the server is not ready before its routes have looked into their folders once. */
    public void awaitWell(String path) throws IOException {
        process.awaitUntil(() -> answers(path) && get(path).status() == 200);
    }

    private boolean answers(String path) {
        try {
            return get(path).status() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
