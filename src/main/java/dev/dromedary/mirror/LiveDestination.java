package dev.dromedary.mirror;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Moved;
import dev.dromedary.image.Reference;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.client.Registry;
import dev.dromedary.registry.client.Stored;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A destination that is written to. */
final class LiveDestination implements Destination {
    private final Registries registries;
    private final Registry registry;
    private final Reference reference;
    private final DestinationProject project;

    LiveDestination(Registries registries, MirrorRequest request, DestinationProject project) {
        this.registries = registries;
        this.reference = request.destination();
        this.registry = registries.of(reference.name().registry());
        this.project = project;
    }

    @Override
    public Optional<Digest> digest() throws RegistryException {
        return project.isMissing() ? Optional.empty() : registry.digest(reference);
    }

    @Override
    public CompletableFuture<Optional<Digest>> digestLater(Reference other) {
        return registry.digestLater(other);
    }

    @Override
    public CompletableFuture<List<Descriptor>> referrers(Digest subject) {
        return registry.referrersLater(reference.name(), subject);
    }

    @Override
    public void prepare() throws RegistryException {
        project.prepare();
    }

    @Override
    public CompletableFuture<Moved> bring(Descriptor blob, Supplier<CompletableFuture<Moved>> sending) {
        return sending.get();
    }

    @Override
    public CompletableFuture<Stored> put(Reference place, Manifest manifest) {
        return registry.putLater(place, manifest);
    }

    @Override
    public void complete(Reference image, Digest digest) {
        project.written();
    }

    @Override
    public CompletableFuture<Boolean> change(Reference tag, UnaryOperator<Optional<Manifest>> change) {
        return registry.changeLater(tag, change);
    }

    @Override
    public void giveUp(boolean retryable) {
        if (retryable) {
            registries.blobs().forget(reference.name());
        }
    }
}
