package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one registry is to be asked.
 *
 * @param tlsVerify false: any certificate is taken, and plain HTTP where the port does not speak TLS
 * @param http true: plain HTTP, and nothing else
 * @param caFile certificates of authorities (PEM) that are trusted besides the usual ones
 * @param clientCert the certificate chain (PEM) that this registry is shown, with its key
 * @param clientKey the key (PEM, PKCS#8 or PKCS#1) of the client's certificate
 * @param mirrors who else may be read from when this registry can't be, in order
 * @param connections how many requests to it are under way at once
 * @param requestsPerSecond the most requests in a second; 0 = no cap
 */
public record RegistryOptions(
        boolean tlsVerify,
        boolean http,
        Optional<Path> caFile,
        Optional<Path> clientCert,
        Optional<Path> clientKey,
        List<RegistryName> mirrors,
        int connections,
        int requestsPerSecond) {
    public static final int USUAL_CONNECTIONS = 32;

    public RegistryOptions {
        mirrors = List.copyOf(mirrors);
    }

    /** Those of a registry of which nothing is set. */
    public static RegistryOptions usual(boolean tlsVerify) {
        return usual(tlsVerify, USUAL_CONNECTIONS);
    }

    /** The same with another number of connections. */
    public static RegistryOptions usual(boolean tlsVerify, int connections) {
        return new RegistryOptions(
                tlsVerify, false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), connections, 0);
    }
}
