package dev.dromedary.mirror;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Moved;
import dev.dromedary.image.Reference;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Stored;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Where the image of one request goes, as a copy sees it: what is there, and what is written or, in a check, would be. */
interface Destination {

    /** What its tag or digest leads to now; empty only when it is really not there. Asked before anything else. */
    Optional<Digest> digest() throws RegistryException;

    /** What another tag of the repository leads to now. */
    CompletableFuture<Optional<Digest>> digestLater(Reference reference);

    /** What the repository lists as referring to a manifest. */
    CompletableFuture<List<Descriptor>> referrers(Digest subject);

    /** Does what can be done for the first write to succeed. */
    void prepare() throws RegistryException;

    /**
     * Brings a blob into the repository, and answers what that takes.
     *
     * @param sending sends it, unless it is there
     */
    CompletableFuture<Moved> bring(Descriptor blob, Supplier<CompletableFuture<Moved>> sending);

    /** Writes a manifest whose parts are there. */
    CompletableFuture<Stored> put(Reference reference, Manifest manifest);

    /** An image is there: its last manifest was written. */
    void complete(Reference image, Digest digest);

    /** Writes what the change makes of the manifest under a tag. */
    CompletableFuture<Boolean> change(Reference tag, UnaryOperator<Optional<Manifest>> change);

    /** The request failed: what was taken for granted on its way may be wrong. */
    void giveUp(boolean retryable);

    /** Makes the destinations of one kind. */
    interface Factory {
        Destination of(MirrorRequest request, DestinationProject project);
    }
}
