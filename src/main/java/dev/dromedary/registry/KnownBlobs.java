package dev.dromedary.registry;

import dev.dromedary.image.Digest;
import dev.dromedary.image.LatelyUsed;
import dev.dromedary.image.RegistryName;
import java.util.Map;
import java.util.Optional;

/**
 * In which repository of a registry a blob was last seen or put by this process: where it can be mounted from. What was
 * not used for longest is forgotten first; it is a hint, and nothing is left unasked because of it.
 */
final class KnownBlobs {
    private static final int MOST = 20_000;

    private final Map<Place, String> repositories = new LatelyUsed<>(MOST);

    private record Place(RegistryName registry, Digest digest) {}

    synchronized Optional<String> repository(RegistryName registry, Digest digest) {
        return Optional.ofNullable(repositories.get(new Place(registry, digest)));
    }

    synchronized void note(RegistryName registry, String repository, Digest digest) {
        repositories.put(new Place(registry, digest), repository);
    }

    /** It could not be mounted from there. */
    synchronized void forget(RegistryName registry, String repository, Digest digest) {
        repositories.remove(new Place(registry, digest), repository);
    }
}
