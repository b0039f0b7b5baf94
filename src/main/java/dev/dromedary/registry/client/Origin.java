package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.network.Proxies;
import dev.dromedary.registry.network.SchemeProbe;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.net.ConnectException;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry's requests go: HTTPS; plain HTTP where that is set, or where it is allowed and the port does not speak
 * TLS. What a port behind a proxy speaks can't be found out, it is taken for HTTPS.
 */
final class Origin {
    private static final int HTTPS_PORT = 443;

    private final RegistryName registry;
    private final RegistryOptions options;
    private final Proxies proxies;
    private volatile @Nullable HttpHost known;

    Origin(RegistryName registry, RegistryOptions options, Proxies proxies) {
        this.registry = registry;
        this.options = options;
        this.proxies = proxies;
    }

    RegistryName registry() {
        return registry;
    }

    /**
     * Where a path of this registry is; finds out the scheme when it is first asked. Lines that ask at the same time all
     * look for themselves, so that a registry that does not answer holds them up once and not one after another.
     */
    Target target(String path) throws RegistryException {
        HttpHost host = known;
        if (host == null) {
            host = isPlain() ? at("http") : at("https");
            known = host;
        }
        return new Target(host, path, proxies);
    }

    private boolean isPlain() throws RegistryException {
        boolean maybe = !options.tlsVerify() || registry.isLoopback();
        return options.http() || (maybe && !new Target(at("https"), "/", proxies).isProxied() && !speaksTls());
    }

    private HttpHost at(String scheme) {
        return new HttpHost(scheme, wireHost(), registry.port());
    }

    private boolean speaksTls() throws RegistryException {
        try {
            return SchemeProbe.speaksTls(wireHost(), registry.port() < 0 ? HTTPS_PORT : registry.port());
        } catch (ConnectException e) {
            if (registry.port() < 0) {
                return false; // nothing listens on HTTPS's own port: what is left is HTTP's
            }
            throw RegistryException.broken("reach " + registry, e);
        } catch (IOException e) {
            throw RegistryException.broken("reach " + registry, e);
        }
    }

    private String wireHost() {
        String host = registry.equals(RegistryName.DOCKER_HUB) ? registry.wireName() : registry.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
