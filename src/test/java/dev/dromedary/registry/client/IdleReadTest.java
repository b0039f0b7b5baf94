package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.network.Connections;
import dev.dromedary.registry.network.Network;
import dev.dromedary.registry.network.Proxies;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long an answer may take is one thing, how long its body may stand still is another. */
@Timeout(20)
class IdleReadTest {
    private static final Duration STALL = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    @Test
    void givesUpABodyThatStandsStill() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Connections connections = connections()) {
            serve(listening, Duration.ZERO, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            try (Answer answer = ask(connections, listening)) {
                assertThatThrownBy(() -> answer.stream().readAllBytes()).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void waitsForAnAnswerLongerThanForAPartOfABody() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Connections connections = connections()) {
            serve(listening, STALL.multipliedBy(4), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            try (Answer answer = ask(connections, listening)) {
                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    private static Answer ask(Connections connections, ServerSocket listening) throws IOException {
        HttpHost host = new HttpHost("http", "127.0.0.1", listening.getLocalPort());
        Target target = new Target(host, "/");
        return new Answer(
                connections.send(target, new BasicClassicHttpRequest("GET", host, "/"), ANSWER), target, new Cutoff());
    }

    private static Connections connections() {
        Patience usual = Patience.USUAL;
        Patience patience = new Patience(
                usual.requestTries(),
                usual.requestTimeout(),
                usual.maxWait(),
                STALL,
                usual.minSpeed(),
                usual.speedWindow(),
                usual.firstBackOff());
        RegistryRules rules = new RegistryRules(name -> RegistryOptions.usual(true), patience);
        return new Connections(rules, new Network(Proxies.none(), Path.of("none")), "test");
    }

    /** Answers one request after a while, and then keeps the connection until the client ends it. */
    private static void serve(ServerSocket listening, Duration pause, String answer) {
        Thread server = new Thread(() -> {
            try (Socket socket = listening.accept()) {
                TimeUnit.MILLISECONDS.sleep(pause.toMillis()); // what is slow here is the registry
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.setDaemon(true);
        server.start();
    }
}
