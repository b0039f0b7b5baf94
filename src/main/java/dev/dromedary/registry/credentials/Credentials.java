package dev.dromedary.registry.credentials;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.util.Optional;

/** Where the credentials of a registry come from. */
public interface Credentials {

    /** Empty = anonymous. Throws when a configured source of credentials can't be read. */
    Optional<Credential> of(RegistryName registry) throws IOException;
}
