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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A destination of which only is foreseen what would be written to it. It is asked for what a copy would have to send. */
final class ForeseenDestination implements Destination {
    private final Registry registry;
    private final Reference reference;
    private final DestinationProject project;
    private final Foreseen foreseen;
    private final Queue<Digest> brought = new ConcurrentLinkedQueue<>();
    private volatile boolean absent;

    /** @param foreseen what other requests would have written by now */
    ForeseenDestination(Registries registries, MirrorRequest request, DestinationProject project, Foreseen foreseen) {
        this.reference = request.destination();
        this.registry = registries.of(reference.name().registry());
        this.project = project;
        this.foreseen = foreseen;
    }

    @Override
    public Optional<Digest> digest() throws RegistryException {
        absent = project.isMissing();
        Optional<Digest> written = foreseen.written(reference);
        return written.isPresent() || absent ? written : registry.digest(reference);
    }

    @Override
    public CompletableFuture<Optional<Digest>> digestLater(Reference other) {
        return absent ? CompletableFuture.completedFuture(Optional.empty()) : registry.digestLater(other);
    }

    @Override
    public CompletableFuture<List<Descriptor>> referrers(Digest subject) {
        return absent
                ? CompletableFuture.completedFuture(List.of())
                : registry.referrersLater(reference.name(), subject);
    }

    @Override
    public void prepare() {}

    @Override
    public CompletableFuture<Moved> bring(Descriptor blob, Supplier<CompletableFuture<Moved>> sending) {
        if (!foreseen.bring(reference.name(), blob.digest())) {
            return CompletableFuture.completedFuture(Moved.present(blob.size()));
        }
        brought.add(blob.digest());
        return absent
                ? CompletableFuture.completedFuture(Moved.sent(Math.max(0, blob.size())))
                : registry.hasBlobLater(reference.name().repository(), blob.digest())
                        .thenApply(there -> there ? Moved.present(blob.size()) : Moved.sent(Math.max(0, blob.size())));
    }

    @Override
    public CompletableFuture<Stored> put(Reference place, Manifest manifest) {
        return CompletableFuture.completedFuture(new Stored(manifest.digest(), true));
    }

    @Override
    public void complete(Reference image, Digest digest) {
        foreseen.write(image, digest);
    }

    @Override
    public CompletableFuture<Boolean> change(Reference tag, UnaryOperator<Optional<Manifest>> change) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void giveUp(boolean retryable) {
        // the next request that needs these blobs is the one that they count for
        foreseen.takeBack(reference.name(), brought);
    }
}
