package dev.dromedary.registry.client;

import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.registry.network.Network;
import dev.dromedary.witness.RegistryApi;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Asks a registry for the manifest {@code team/app:v1}. */
final class RegistryProbe implements Closeable {
    static final String PATH = "/v2/team/app/manifests/v1";

    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String EMPTY = "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST_TYPE + "\",\"layers\":[]}";

    /** With the usual number of tries, and hardly a wait between them. */
    static final RegistryRules QUICK = new RegistryRules(
            registry -> RegistryOptions.usual(true),
            new Patience(
                    5,
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    1024,
                    Duration.ofMinutes(1),
                    Duration.ofMillis(10)));

    private final Registries registries;

    RegistryProbe(Credentials credentials) {
        this(true, credentials);
    }

    RegistryProbe(boolean tlsVerify, Credentials credentials) {
        registries = new Registries(
                new RegistryRules(registry -> RegistryOptions.usual(tlsVerify), QUICK.patience()),
                credentials,
                "dromedary/test");
    }

    RegistryProbe(Function<RegistryName, RegistryOptions> options, Network network) {
        registries = new Registries(new RegistryRules(options, QUICK.patience()), none(), network, "dromedary/test");
    }

    static Credentials none() {
        return registry -> Optional.empty();
    }

    /** A manifest without any blob. */
    static byte[] manifest() {
        return EMPTY.getBytes(StandardCharsets.UTF_8);
    }

    static Digest digest() {
        return Digest.sha256(manifest());
    }

    static void push(FaultyRegistry registry) {
        new RegistryApi(registry.name()).pushManifest("team/app", "v1", MANIFEST_TYPE, manifest());
        registry.forgetRequests();
    }

    /** The digest of the manifest that a GET reads. */
    Digest read(String registry) throws RegistryException {
        return registries
                .reader(new RegistryName(registry))
                .manifest(reference(registry))
                .digest();
    }

    /** What a HEAD answers. */
    Optional<Digest> look(String registry) throws RegistryException {
        return registry(registry).digest(reference(registry));
    }

    Registries registries() {
        return registries;
    }

    Registry registry(String name) {
        return registries.of(new RegistryName(name));
    }

    static Reference reference(String registry) {
        return new Reference(new ImageName(new RegistryName(registry), "team/app"), "v1");
    }

    @Override
    public void close() throws IOException {
        registries.close();
    }
}
