package dev.dromedary.registry.credentials;

import dev.dromedary.image.RegistryName;
import java.util.Optional;

/** The credential of one registry, which stays what it is. */
public record SetCredential(RegistryName host, Credential credential) implements Credentials {

    @Override
    public Optional<Credential> of(RegistryName registry) {
        return registry.equals(host) ? Optional.of(credential) : Optional.empty();
    }
}
