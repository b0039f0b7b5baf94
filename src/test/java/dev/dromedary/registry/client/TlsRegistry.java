package dev.dromedary.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.dromedary.registry.network.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Serves the manifest of a {@link RegistryProbe} over TLS, one request a connection, and remembers who asked for which
 * host.
 */
final class TlsRegistry implements AutoCloseable {
    static final String NOBODY = "nobody";

    private final HttpsServer server;
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();

    /**
     * @param clients who may show a certificate; empty = none is asked for
     * @param clientNeeded nobody is answered without one
     * @param redirect where every request is sent on to; empty = nowhere
     */
    record Setup(
            Identity identity, List<Identity> clients, boolean clientNeeded, InetAddress address, String redirect) {
        Setup(Identity identity) {
            this(identity, List.of(), false, InetAddress.getLoopbackAddress(), "");
        }

        Setup wanting(Identity... some) {
            return new Setup(identity, List.of(some), false, address, redirect);
        }

        Setup needing(Identity... some) {
            return new Setup(identity, List.of(some), true, address, redirect);
        }

        Setup at(InetAddress other) {
            return new Setup(identity, clients, clientNeeded, other, redirect);
        }

        Setup leadingTo(String url) {
            return new Setup(identity, clients, clientNeeded, address, url);
        }
    }

    private TlsRegistry(Setup setup) throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(setup.address(), 0), 0);
        SSLContext context = setup.identity().server(setup.clients());
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                if (setup.clientNeeded()) {
                    tls.setNeedClientAuth(true);
                } else {
                    tls.setWantClientAuth(!setup.clients().isEmpty());
                }
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> answer(exchange, setup.redirect()));
    }

    /** With a certificate that nobody knows. */
    static TlsRegistry start(Path folder, String redirect)
            throws IOException, GeneralSecurityException, InterruptedException {
        return start(new Setup(Identity.local(folder)).leadingTo(redirect));
    }

    static TlsRegistry start(Setup setup) throws IOException, GeneralSecurityException {
        TlsRegistry registry = new TlsRegistry(setup);
        registry.server.start();
        return registry;
    }

    private void answer(HttpExchange exchange, String redirect) throws IOException {
        clients.add(client((HttpsExchange) exchange));
        headers.addAll(exchange.getRequestHeaders().keySet());
        hosts.add(exchange.getRequestHeaders().getFirst("Host"));
        exchange.getResponseHeaders().set("Connection", "close");
        if (!redirect.isEmpty()) {
            exchange.getResponseHeaders().set("Location", redirect);
            exchange.sendResponseHeaders(307, -1);
        } else {
            byte[] manifest = RegistryProbe.manifest();
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            exchange.sendResponseHeaders(200, manifest.length);
            exchange.getResponseBody().write(manifest);
        }
        exchange.close();
    }

    private static String client(HttpsExchange exchange) {
        try {
            X509Certificate shown = (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName().replace("CN=", "");
        } catch (SSLPeerUnverifiedException e) {
            return NOBODY;
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String name() {
        return "127.0.0.1:" + port();
    }

    /** The names of who asked, in order; {@link #NOBODY} for who showed no certificate. */
    List<String> clients() {
        return clients;
    }

    /** The Host headers, in order. */
    List<String> hosts() {
        return hosts;
    }

    /** The names of all headers of all requests. */
    List<String> headers() {
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
