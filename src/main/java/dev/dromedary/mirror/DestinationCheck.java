package dev.dromedary.mirror;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.ManifestSource;
import dev.dromedary.image.Reference;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registry;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** What is wrong with an image at its destination. Only asks; what it asks for by digest needs no source to compare with. */
final class DestinationCheck implements ManifestSource {
    private static final int CHILDREN_AT_ONCE = 8;

    private final Registry registry;
    private final Reference destination;
    private final Map<Digest, CompletableFuture<?>> blobs = new ConcurrentHashMap<>();

    /** Manifests before blobs: without them the others are of no use. */
    private final SortedSet<String> problems = new ConcurrentSkipListSet<>(Comparator.reverseOrder());

    DestinationCheck(Registry registry, Reference destination) {
        this.registry = registry;
        this.destination = destination;
    }

    /** The first problem and how many more there are; empty when all is right. */
    Optional<String> problem() {
        int more = problems.size() - 1;
        return problems.stream().findFirst().map(first -> more == 0 ? first : first + ", and " + more + " more");
    }

    /** Notes that the destination serves something else, or nothing. */
    void servesOther(Optional<Digest> there, Digest expected) {
        if (there.isPresent()) {
            problems.add("tag " + destination + " is " + there.get() + ", expected " + expected);
        } else if (destination.digest().isPresent()) {
            missing("manifest", expected);
        } else {
            problems.add("tag " + destination + " is missing, expected " + expected);
        }
    }

    /** Looks for everything that the root refers to. */
    void below(Selected root) throws IOException {
        Waiting.on(contents(root));
    }

    @Override
    public Manifest manifest(Descriptor descriptor) throws IOException {
        try {
            return Waiting.on(registry.manifestLater(destination.at(descriptor.digest())));
        } catch (RegistryException e) {
            throw e.isNotFound() ? e.because(isMissing("manifest", descriptor.digest())) : e;
        }
    }

    @Override
    public byte[] config(Descriptor config) {
        throw new IllegalStateException("where everything is selected no config is looked into");
    }

    private CompletableFuture<?> contents(Selected selected) {
        CompletableFuture<?> own = blobs(Transfer.root(selected));
        return selected instanceof Selected.Index index
                ? CompletableFuture.allOf(
                        own, new SideBySide<>(index.children().iterator(), this::child).run(CHILDREN_AT_ONCE))
                : own;
    }

    private CompletableFuture<?> child(Selected child) {
        if (child instanceof Selected.Leaf leaf) {
            return leaf(leaf);
        }
        return registry.digestLater(destination.at(child.digest())).thenCompose(there -> {
            if (there.filter(child.digest()::equals).isEmpty()) {
                missing("manifest", child.digest());
            }
            return contents(child);
        });
    }

    private CompletableFuture<?> leaf(Selected.Leaf leaf) {
        return registry.manifestLater(destination.at(leaf.digest()))
                .thenApply(Optional::of)
                .exceptionally(DestinationCheck::unlessMissing)
                .thenCompose(manifest -> {
                    if (manifest.isEmpty()) {
                        missing("manifest", leaf.digest());
                    } else if (manifest.get().isIndex()) {
                        problems.add("manifest " + leaf.digest() + " is an index, expected "
                                + leaf.descriptor().mediaType());
                    }
                    return manifest.<CompletableFuture<?>>map(this::blobs)
                            .orElseGet(() -> CompletableFuture.completedFuture(null));
                });
    }

    private static Optional<Manifest> unlessMissing(Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause instanceof RegistryException e && e.isNotFound()) {
            return Optional.empty();
        }
        throw new CompletionException(cause);
    }

    private CompletableFuture<?> blobs(Manifest manifest) {
        return CompletableFuture.allOf(manifest.blobs().stream().map(this::blob).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> blob(Descriptor blob) {
        return blobs.computeIfAbsent(
                blob.digest(),
                digest -> registry.hasBlobLater(destination.name().repository(), digest)
                        .thenAccept(there -> {
                            if (!there) {
                                missing("blob", digest);
                            }
                        }));
    }

    private void missing(String what, Digest digest) {
        problems.add(isMissing(what, digest));
    }

    private String isMissing(String what, Digest digest) {
        return what + " " + digest + " is missing at " + destination.name();
    }
}
