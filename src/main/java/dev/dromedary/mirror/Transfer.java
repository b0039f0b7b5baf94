package dev.dromedary.mirror;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.ManifestSource;
import dev.dromedary.image.Moved;
import dev.dromedary.image.Reference;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.BlobTransfers;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.client.Registry;
import dev.dromedary.registry.client.RegistryReader;
import dev.dromedary.registry.client.Stored;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of one request from its source repository to its destination repository. */
final class Transfer implements ManifestSource {
    /** What is read of an image is kept until it was sent; more than that is read again. */
    private static final int MOST_BYTES_KEPT = Manifest.LARGEST;

    private static final int CHILDREN_AT_ONCE = 8;

    private final RegistryReader from;
    private final Registry to;
    private final BlobTransfers blobs;
    private final Reference source;
    private final Reference destination;
    private final Destination end;
    private final Map<Digest, byte[]> configs = new ConcurrentHashMap<>();
    private int kept;
    /** The blobs of this request: the same layer in two platforms is brought once. */
    private final Map<Digest, CompletableFuture<?>> brought = new ConcurrentHashMap<>();

    private final Freight freight;

    /** The failure that is told: what follows from it, or comes after it, is of no use to anybody. */
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** A way on which nothing is brought. */
    Transfer(Registries registries, MirrorRequest request, Destination end) {
        this(registries, request, end, new Freight());
    }

    /** @param end the destination of the request, or of the image that it belongs to */
    Transfer(Registries registries, MirrorRequest request, Destination end, Freight freight) {
        this.end = end;
        this.freight = freight;
        source = request.source();
        destination = request.destination();
        from = registries.reader(source.name().registry());
        to = registries.of(destination.name().registry());
        blobs = registries.blobs();
    }

    Destination end() {
        return end;
    }

    Freight freight() {
        return freight;
    }

    Optional<Digest> destinationDigest() throws RegistryException {
        return end.digest();
    }

    Optional<Digest> sourceDigest() throws RegistryException {
        return from.digest(source);
    }

    Manifest readSource() throws RegistryException {
        try {
            return from.manifest(source);
        } catch (RegistryException e) {
            throw e.isNotFound() ? e.because(source + ": not found at the source") : e;
        }
    }

    @Override
    public Manifest manifest(Descriptor descriptor) throws RegistryException {
        return from.manifest(source.at(descriptor.digest()));
    }

    @Override
    public byte[] config(Descriptor config) throws RegistryException {
        byte[] bytes = from.smallBlob(source.name().repository(), config);
        if (kept + bytes.length <= MOST_BYTES_KEPT) {
            kept += bytes.length;
            configs.put(config.digest(), bytes);
        }
        return bytes;
    }

    /** Writes everything that the root refers to: blobs, then child manifests. */
    void writeBelow(Selected selected) throws IOException {
        end.prepare();
        outcome(below(selected));
    }

    /** The manifest of what was read already: everything but the leaves. */
    static Manifest root(Selected selected) {
        if (selected instanceof Selected.Index index) {
            return index.manifest();
        }
        if (selected instanceof Selected.Single single) {
            return single.manifest();
        }
        throw new IllegalStateException("a leaf is read when its turn comes");
    }

    Stored writeRoot(Manifest root) throws IOException {
        Stored stored = outcome(end.put(destination, root));
        end.complete(destination, root.digest());
        return stored;
    }

    private CompletableFuture<?> below(Selected selected) {
        CompletableFuture<?> blobsOfIt = CompletableFuture.allOf(
                root(selected).blobs().stream().map(this::bring).toArray(CompletableFuture[]::new));
        if (!(selected instanceof Selected.Index index)) {
            return blobsOfIt;
        }
        SideBySide<Selected> children = new SideBySide<>(index.children().iterator(), this::writeChild);
        return CompletableFuture.allOf(blobsOfIt, children.run(CHILDREN_AT_ONCE));
    }

    private CompletableFuture<?> writeChild(Selected child) {
        return unlessFailed(() -> read(child)
                .thenCompose(read ->
                        below(read).thenCompose(arrived -> end.put(destination.at(child.digest()), root(read)))));
    }

    private CompletableFuture<Selected> read(Selected child) {
        return child instanceof Selected.Leaf leaf
                ? from.manifestLater(source.at(leaf.digest())).thenApply(manifest -> single(leaf, manifest))
                : CompletableFuture.completedFuture(child);
    }

    private Selected single(Selected.Leaf leaf, Manifest manifest) {
        if (manifest.isIndex()) {
            throw new CompletionException(RegistryException.refused(
                    source + ": entry " + leaf.digest() + " is an index: expected "
                            + leaf.descriptor().mediaType(),
                    null));
        }
        return new Selected.Single(manifest);
    }

    private CompletableFuture<?> bring(Descriptor blob) {
        CompletableFuture<Void> start = new CompletableFuture<>();
        CompletableFuture<?> own = start.thenCompose(begun ->
                unlessFailed(() -> end.bring(blob, () -> send(blob)).thenAccept(freight::add)));
        CompletableFuture<?> other = brought.putIfAbsent(blob.digest(), own);
        if (other != null) {
            return other;
        }
        start.complete(null);
        return own;
    }

    private CompletableFuture<Moved> send(Descriptor blob) {
        var target = new BlobTransfers.Target(to, destination.name().repository(), () -> failure.get() == null);
        byte[] config = configs.remove(blob.digest());
        return config == null
                ? blobs.bring(from, source.name(), blob, target)
                : blobs.bring(from.name(), blob, config, target);
    }

    /** Begins nothing more once a part of the image has failed. */
    private CompletableFuture<?> unlessFailed(Supplier<CompletableFuture<?>> part) {
        Throwable before = failure.get();
        if (before != null) {
            return CompletableFuture.failedFuture(before);
        }
        return part.get().whenComplete((done, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    /** Waits, and throws what the other threads threw first. */
    private <T> T outcome(CompletableFuture<T> future) throws IOException {
        return Waiting.on(future.exceptionallyCompose(
                last -> CompletableFuture.failedFuture(Objects.requireNonNullElse(failure.get(), last))));
    }
}
