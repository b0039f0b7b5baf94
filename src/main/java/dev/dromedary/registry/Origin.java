package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.net.ConnectException;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Where a registry's requests go: HTTPS, or plain HTTP where that is allowed and the port does not speak TLS. */
final class Origin {
    private static final int HTTPS_PORT = 443;

    private final RegistryName registry;
    private final boolean maybePlain;
    private volatile @Nullable HttpHost known;

    /** @param maybePlain the registry may speak plain HTTP: it is loopback, or certificates are not verified */
    Origin(RegistryName registry, boolean maybePlain) {
        this.registry = registry;
        this.maybePlain = maybePlain;
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
            String scheme = maybePlain && !speaksTls() ? "http" : "https";
            host = new HttpHost(scheme, wireHost(), registry.port());
            known = host;
        }
        return new Target(host, path);
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
