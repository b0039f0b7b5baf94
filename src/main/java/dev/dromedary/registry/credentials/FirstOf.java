package dev.dromedary.registry.credentials;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Credentials from the first of several sources that has some; one that can't be read is not passed over. */
public record FirstOf(List<Credentials> sources) implements Credentials {

    public FirstOf {
        sources = List.copyOf(sources);
    }

    @Override
    public Optional<Credential> of(RegistryName registry) throws IOException {
        for (Credentials source : sources) {
            Optional<Credential> found = source.of(registry);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
