package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.util.function.Function;

/** How registries are to be asked: what is set of each, and the patience with all of them. */
public record RegistryRules(Function<RegistryName, RegistryOptions> options, Patience patience) {

    /** Those of a process in which nothing is set of any registry. */
    public static RegistryRules usual(boolean tlsVerify) {
        return new RegistryRules(registry -> RegistryOptions.usual(tlsVerify), Patience.USUAL);
    }
}
