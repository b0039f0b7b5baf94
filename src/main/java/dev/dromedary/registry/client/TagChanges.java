package dev.dromedary.registry.client;

import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Reference;
import dev.dromedary.registry.RegistryException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** Changes of what is under tags of one registry: of one tag, one at a time. */
final class TagChanges {
    private final Registry registry;
    private final Flights<Reference> flights = new Flights<>();

    TagChanges(Registry registry) {
        this.registry = registry;
    }

    CompletableFuture<Boolean> make(Reference tag, UnaryOperator<Optional<Manifest>> change) {
        return flights.fly(
                tag,
                () -> registry.findLater(tag).thenCompose(there -> write(tag, there, change)),
                arrived -> make(tag, change));
    }

    private CompletableFuture<Boolean> write(
            Reference tag, Optional<Manifest> there, UnaryOperator<Optional<Manifest>> change) {
        try {
            Optional<Manifest> changed = change.apply(there);
            return changed.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : registry.putLater(tag, changed.get()).thenApply(stored -> true);
        } catch (InvalidManifestException e) {
            throw new CompletionException(RegistryException.refused("cannot change " + tag + ": " + e.getMessage(), e));
        }
    }
}
