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

    /** @param userAgent what the registries are told of who asks */
    public Registries(RegistryRules rules, Credentials credentials, String userAgent) {
        this.rules = rules;
        this.credentials = credentials;
        this.connections = new Connections(rules, userAgent);
    }

    public Registry of(RegistryName name) {
        return known.computeIfAbsent(name, this::create);
    }

    private Registry create(RegistryName name) {
        boolean maybePlain = !rules.options().apply(name).tlsVerify() || name.isLoopback();
        Authorization authorization = new Authorization(name, credentials, connections, maybePlain);
        return new Registry(new Transport(name, new Origin(name, maybePlain), connections, authorization));
    }

    @Override
    public void close() throws IOException {
        connections.close();
    }
}
