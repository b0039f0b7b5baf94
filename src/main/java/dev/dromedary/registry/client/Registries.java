package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.registry.network.Connections;
import dev.dromedary.registry.network.Network;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.HttpClient;

/** The registries of this process: one object each, over one connection pool. */
public final class Registries implements Closeable {
    private final Map<RegistryName, Registry> known = new ConcurrentHashMap<>();
    private final Map<RegistryName, RegistryReader> readers = new ConcurrentHashMap<>();
    private final RegistryRules rules;
    private final Credentials credentials;
    private final Network network;
    private final Wire wire;
    private final Lanes lanes;
    private final BlobTransfers blobs;

    /** In a network without proxies. */
    public Registries(RegistryRules rules, Credentials credentials, String userAgent) {
        this(rules, credentials, Network.of(Map.of()), userAgent);
    }

    public Registries(RegistryRules rules, Credentials credentials, Network network, String userAgent) {
        this(rules, credentials, network, userAgent, TrafficListener.NONE);
    }

    /** @param userAgent what the registries are told of who asks */
    public Registries(
            RegistryRules rules, Credentials credentials, Network network, String userAgent, TrafficListener listener) {
        this.rules = rules;
        this.credentials = credentials;
        this.network = network;
        this.lanes = new Lanes(rules.patience().maxWait());
        this.blobs = new BlobTransfers(lanes);
        this.wire = new Wire(new Connections(rules, network, userAgent), new Watchdog(), rules.patience(), listener);
    }

    public Registry of(RegistryName name) {
        return known.computeIfAbsent(name, this::create);
    }

    /** A registry to read from, with its mirrors. */
    public RegistryReader reader(RegistryName name) {
        return readers.computeIfAbsent(
                name,
                source -> new RegistryReader(
                        lanes,
                        Stream.concat(Stream.of(source), rules.options().apply(source).mirrors().stream())
                                .map(this::of)
                                .toList()));
    }

    /** The connections of these registries, for who sends requests of their own; it is closed with them and not before. */
    public HttpClient client() {
        return new ApiClient(wire, wire.patience().requestTimeout());
    }

    /** The same for who asks no registry: it is counted for none, and the answer has to come sooner. */
    public HttpClient client(Duration patience) {
        return new ApiClient(
                new Wire(wire.connections(), wire.watchdog(), wire.patience(), TrafficListener.NONE), patience);
    }

    /** The API that a registry is managed with. */
    public ManagementApi management(RegistryName name) {
        return new ManagementApi(of(name).transport(), credentials, maySpeakPlainHttp(name));
    }

    /** How blobs come from one of these registries to another. */
    public BlobTransfers blobs() {
        return blobs;
    }

    private Registry create(RegistryName name) {
        RegistryOptions options = rules.options().apply(name);
        Authorization authorization = new Authorization(name, credentials, wire, maySpeakPlainHttp(name));
        Origin origin = new Origin(name, options, network.proxies());
        Gate gate = new Gate(name, rules.patience(), options.requestsPerSecond(), wire.listener());
        return new Registry(
                new Transport(new Requester(origin, authorization, wire), gate),
                lanes,
                new Lane(options.connections(), gate));
    }

    private boolean maySpeakPlainHttp(RegistryName name) {
        RegistryOptions options = rules.options().apply(name);
        return options.http() || !options.tlsVerify() || name.isLoopback();
    }

    @Override
    public void close() throws IOException {
        lanes.close();
        wire.watchdog().close();
        wire.connections().close();
    }
}
