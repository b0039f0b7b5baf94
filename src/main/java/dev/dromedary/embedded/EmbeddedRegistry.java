package dev.dromedary.embedded;

import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.io.HttpRequestHandler;

/**
 * An OCI distribution registry (specification v1.1: pull, push, discovery, management) over a folder, served as plain
 * HTTP on a loopback address, without authentication. What was stored is still there when a registry is started over
 * the same folder again; two registries must not share a folder at the same time.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private final HttpListener listener;
    private final RegistryName name;

    private EmbeddedRegistry(HttpListener listener, RegistryName name) {
        this.listener = listener;
        this.name = name;
    }

    /**
     * Starts a registry on a loopback address.
     *
     * @param host {@code localhost}, one of {@code 127.0.0.0/8} or {@code [::1]}; anything else is an
     *     {@link InvalidNameException}
     * @param port 0 takes a free one
     */
    public static EmbeddedRegistry start(Path folder, String host, int port) throws IOException {
        return start(folder, host, port, UnaryOperator.identity());
    }

    /** As {@link #start(Path, String, int)}, with something in front of the request handling. */
    static EmbeddedRegistry start(Path folder, String host, int port, UnaryOperator<HttpRequestHandler> front)
            throws IOException {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port \"" + port + "\": expected a number from 0 to 65535");
        }
        InetAddress address = loopback(host);
        Files.createDirectories(folder);
        HttpRequestHandler handler = front.apply(new RegistryHandler(new Folder(folder.toAbsolutePath())));
        HttpListener listener = HttpListener.start(new InetSocketAddress(address, port), handler);
        return new EmbeddedRegistry(listener, new RegistryName(host + ":" + listener.port()));
    }

    public int port() {
        return listener.port();
    }

    /** The registry as lists name it: {@code 127.0.0.1:5000}. */
    public String name() {
        return name.toString();
    }

    /** Stops listening and cuts every connection. */
    @Override
    public void close() {
        listener.close();
    }

    private static InetAddress loopback(String host) throws IOException {
        RegistryName registry = new RegistryName(host);
        if (!registry.isLoopback() || !registry.host().equals(registry.name())) {
            throw notLoopback(host);
        }
        InetAddress address = InetAddress.getByName(host);
        // a name that looks like loopback ("127.0.0.999", a strange "localhost") may resolve to anything
        if (!address.isLoopbackAddress()) {
            throw notLoopback(host);
        }
        return address;
    }

    private static InvalidNameException notLoopback(String host) {
        return new InvalidNameException(
                "address \"" + host + "\" of the embedded registry: expected localhost, 127.0.0.0/8 or [::1]");
    }
}
