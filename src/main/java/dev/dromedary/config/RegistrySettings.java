package dev.dromedary.config;

import dev.dromedary.image.RegistryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is set of one registry.
 *
 * @param mirrors who else may be read from when this registry can't be, in order
 * @param connections how many requests to it are under way at once
 * @param requestsPerSecond the most requests in a second; 0 = no cap
 */
public record RegistrySettings(
        RegistryName host,
        Optional<Login> login,
        Tls tls,
        List<RegistryName> mirrors,
        int connections,
        int requestsPerSecond) {

    public RegistrySettings {
        mirrors = List.copyOf(mirrors);
    }

    /**
     * How connections to it are secured.
     *
     * @param http true: plain HTTP, and nothing else
     * @param caFile certificates of authorities that are trusted besides the usual ones
     * @param clientCert the certificate that this registry is shown; there is one exactly when there is a key
     */
    public record Tls(
            boolean verify, boolean http, Optional<Path> caFile, Optional<Path> clientCert, Optional<Path> clientKey) {}
}
