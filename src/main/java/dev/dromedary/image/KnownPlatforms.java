package dev.dromedary.image;

import java.util.Map;
import java.util.Optional;

/** What configs that this process looked into say of platforms, by their digests: the last few thousand of them. */
public final class KnownPlatforms {
    private static final int MOST = 10_000;

    private final Map<Digest, Platform> platforms = new LatelyUsed<>(MOST);

    synchronized Optional<Platform> of(Digest config) {
        return Optional.ofNullable(platforms.get(config));
    }

    synchronized void note(Digest config, Platform platform) {
        platforms.put(config, platform);
    }
}
