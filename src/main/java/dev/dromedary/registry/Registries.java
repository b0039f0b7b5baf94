package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The registries of this process: one object each, over one connection pool. */
public final class Registries implements Closeable {
    private final Map<RegistryName, Registry> known = new ConcurrentHashMap<>();
    private final Connections connections;
    private final Credentials credentials;
    private final RegistryRules rules;
    private final Network network;

    /** In a network without proxies. */
    public Registries(RegistryRules rules, Credentials credentials, String userAgent) {
        this(rules, credentials, Network.of(Map.of()), userAgent);
    }

    /** @param userAgent what the registries are told of who asks */
    public Registries(RegistryRules rules, Credentials credentials, Network network, String userAgent) {
        this.rules = rules;
        this.credentials = credentials;
        this.network = network;
        this.connections = new Connections(rules, network, userAgent);
    }

    public Registry of(RegistryName name) {
        return known.computeIfAbsent(name, this::create);
    }

    private Registry create(RegistryName name) {
        RegistryOptions options = rules.options().apply(name);
        boolean maybePlain = options.http() || !options.tlsVerify() || name.isLoopback();
        Authorization authorization = new Authorization(name, credentials, connections, maybePlain);
        Origin origin = new Origin(name, options, network.proxies());
        return new Registry(new Transport(name, origin, connections, authorization));
    }

    @Override
    public void close() throws IOException {
        connections.close();
    }
}
