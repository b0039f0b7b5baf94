package dev.dromedary.registry.network;

import java.nio.file.Path;
import java.util.Map;

/**
 * What lies between this process and the registries.
 *
 * @param certificates docker's folder of certificates, one folder for each registry
 */
public record Network(Proxies proxies, Path certificates) {
    private static final Path DOCKERS = Path.of("/etc/docker/certs.d");

    /** As docker would have it on this machine. Throws {@link InvalidProxyException} when a proxy can't be used. */
    public static Network of(Map<String, String> environment) {
        return new Network(Proxies.of(environment), DOCKERS);
    }
}
