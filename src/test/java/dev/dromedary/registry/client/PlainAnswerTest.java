package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

/** A server that answers a TLS hello in plain HTTP, as many do. */
class PlainAnswerTest {
    @Test
    void isToldForWhatItIsAndNotTriedAgain() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Registries registries = new Registries(RegistryProbe.QUICK, RegistryProbe.none(), "dromedary/test")) {
            Thread answering = new Thread(() -> answer(server), "plain");
            answering.setDaemon(true);
            answering.start();
            HttpHost host = new HttpHost("https", "127.0.0.1", server.getLocalPort());

            RegistryException failure = catchThrowableOfType(
                    RegistryException.class,
                    () -> registries.client().executeOpen(host, new HttpGet("https://" + host.toHostString()), null));

            assertThat(failure)
                    .hasMessage("cannot ask " + host.toHostString()
                            + " over TLS: it does not speak it; plain HTTP, perhaps?");
            assertThat(failure.isRetryable()).isFalse();
        }
    }

    private static void answer(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[4096]);
                    client.getOutputStream()
                            .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }
}
