package dev.dromedary.observe;

import dev.dromedary.image.RegistryName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The registries that meters name. Lists can name any number of registries, and each would stay in memory and at the
 * collector for good: those of the settings have their names, then the first that come; all others share one.
 */
final class RegistryLabels {
    static final int MOST = 200;

    private final Set<RegistryName> named;

    /** @param configured are named whatever lists bring */
    RegistryLabels(Collection<RegistryName> configured) {
        this.named = new HashSet<>(configured);
    }

    synchronized String of(RegistryName registry) {
        return named.contains(registry) || (named.size() < MOST && named.add(registry)) ? registry.name() : Label.OTHER;
    }
}
