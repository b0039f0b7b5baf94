package dev.dromedary.registry.network;

import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * TLS with each host as it is set for the registry that this host and port are. A token server, a storage or a proxy that
 * is no such registry is shown no certificate, and trusted no more than any other host.
 */
final class TlsByHost implements TlsSocketStrategy {
    private static final int HTTPS_PORT = 443;
    /** A bound on what redirects to ever new hosts could fill the memory with. */
    private static final int MOST_HOSTS = 1_000;
    /** A registry that nobody can have set anything of (RFC 2606, section 2). */
    private static final RegistryName NOBODY = new RegistryName("nobody.invalid");

    private final Function<RegistryName, RegistryOptions> options;
    private final Path certificates;
    private final Map<RegistryName, RegistryTls> hosts = new ConcurrentHashMap<>();
    private final TlsSocketStrategy verified = TlsContexts.usual();
    private final TlsSocketStrategy unverified;

    /** @param certificates docker's folder of certificates */
    TlsByHost(Function<RegistryName, RegistryOptions> options, Path certificates) {
        this.options = options;
        this.certificates = certificates;
        try {
            unverified = TlsContexts.of(false, new TlsFiles(List.of(), List.of()));
        } catch (RegistryException e) {
            throw new IllegalStateException("every JDK can make a TLS context", e);
        }
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        if (hosts.size() > MOST_HOSTS) {
            hosts.clear();
        }
        return hosts.computeIfAbsent(named(host, port), this::tls)
                .now()
                .upgrade(socket, host, port, attachment, context);
    }

    private RegistryTls tls(RegistryName name) {
        RegistryOptions ofThis = options.apply(name);
        return new RegistryTls(ofThis, folder(name), ofThis.tlsVerify() ? verified : unverified);
    }

    /** The name that people would give to what listens there: HTTPS's own port is rarely written, but may be. */
    private RegistryName named(String host, int port) {
        String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
        try {
            RegistryName written = new RegistryName(literal + ":" + port);
            return port != HTTPS_PORT || isSet(written) ? written : new RegistryName(literal);
        } catch (InvalidNameException e) {
            return NOBODY; // such as a name with an underscore, which no list can name
        }
    }

    private boolean isSet(RegistryName name) {
        return !options.apply(name).equals(options.apply(NOBODY)) || Files.isDirectory(folder(name));
    }

    private Path folder(RegistryName name) {
        return certificates.resolve(name.name());
    }
}
