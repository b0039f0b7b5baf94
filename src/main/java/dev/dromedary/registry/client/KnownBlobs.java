package dev.dromedary.registry.client;

import dev.dromedary.image.Digest;
import dev.dromedary.image.LatelyUsed;
import dev.dromedary.image.RegistryName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * In which repository of a registry a blob was last seen or put by this process: where it can be mounted from, and, for a
 * few minutes, where it need not be asked for again. What was not used for longest is forgotten first.
 */
final class KnownBlobs {
    private static final int MOST = 20_000;
    /** Registries that collect garbage leave alone for longer what was put or mounted. */
    private static final Duration CERTAIN = Duration.ofMinutes(10);

    private final Map<Place, Sight> sights = new LatelyUsed<>(MOST);

    private record Place(RegistryName registry, Digest digest) {}

    private record Sight(String repository, long at) {}

    synchronized Optional<String> repository(RegistryName registry, Digest digest) {
        return Optional.ofNullable(sights.get(new Place(registry, digest))).map(Sight::repository);
    }

    /** True when it was in that repository a moment ago. */
    synchronized boolean isCertain(RegistryName registry, String repository, Digest digest) {
        Sight sight = sights.get(new Place(registry, digest));
        return sight != null
                && sight.repository().equals(repository)
                && System.nanoTime() - sight.at() < CERTAIN.toNanos();
    }

    synchronized void note(RegistryName registry, String repository, Digest digest) {
        sights.put(new Place(registry, digest), new Sight(repository, System.nanoTime()));
    }

    /** It could not be mounted from there. */
    synchronized void forget(RegistryName registry, String repository, Digest digest) {
        sights.computeIfPresent(
                new Place(registry, digest),
                (place, sight) -> sight.repository().equals(repository) ? null : sight);
    }

    /** Something that was known to be in that repository is not there. */
    synchronized void forget(RegistryName registry, String repository) {
        sights.entrySet()
                .removeIf(known -> known.getKey().registry().equals(registry)
                        && known.getValue().repository().equals(repository));
    }
}
