package dev.dromedary.mirror;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.ManifestSource;
import dev.dromedary.image.Reference;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.BlobStream;
import dev.dromedary.registry.Registries;
import dev.dromedary.registry.Registry;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The way of one request from its source repository to its destination repository. */
final class Transfer implements ManifestSource {
    private final Registry from;
    private final Registry to;
    private final Reference source;
    private final Reference destination;
    private final Flights flights;
    /** Blobs that this request has found or put at the destination: the same layer in two platforms is asked for once. */
    private final Set<Digest> arrived = new HashSet<>();

    Transfer(Registries registries, Flights flights, MirrorRequest request) {
        this.flights = flights;
        source = request.source();
        destination = request.destination();
        from = registries.of(source.name().registry());
        to = registries.of(destination.name().registry());
    }

    Optional<Digest> destinationDigest() throws RegistryException {
        return to.digest(destination);
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
        return from.smallBlob(source.name().repository(), config);
    }

    /** Writes everything that the root refers to: blobs, then child manifests. Returns the bytes of the blobs sent. */
    long writeBelow(Selected selected) throws IOException {
        if (selected instanceof Selected.Single single) {
            return writeBlobs(single.manifest());
        }
        long moved = 0;
        if (selected instanceof Selected.Index index) {
            moved += writeBlobs(index.manifest());
            for (Selected child : index.children()) {
                moved += writeChild(child);
            }
        }
        return moved;
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

    void writeRoot(Manifest root) throws IOException {
        put(destination, root);
    }

    private void put(Reference reference, Manifest manifest) throws IOException {
        flights.alone(destination.name(), manifest.digest(), () -> {
            to.put(reference, manifest);
            return 0;
        });
    }

    private long writeChild(Selected child) throws IOException {
        Selected read = child instanceof Selected.Leaf leaf ? read(leaf) : child;
        long moved = writeBelow(read);
        put(destination.at(child.digest()), root(read));
        return moved;
    }

    private Selected read(Selected.Leaf leaf) throws RegistryException {
        Manifest manifest = manifest(leaf.descriptor());
        if (manifest.isIndex()) {
            throw RegistryException.refused(
                    source + ": entry " + leaf.digest() + " is an index: expected "
                            + leaf.descriptor().mediaType(),
                    null);
        }
        return new Selected.Single(manifest);
    }

    private long writeBlobs(Manifest manifest) throws IOException {
        long moved = 0;
        for (Descriptor blob : manifest.blobs()) {
            if (arrived.add(blob.digest())) {
                moved += flights.alone(destination.name(), blob.digest(), () -> send(blob));
            }
        }
        return moved;
    }

    private long send(Descriptor blob) throws IOException {
        if (to.hasBlob(destination.name().repository(), blob.digest())) {
            return 0;
        }
        try (BlobStream stream = from.openBlob(source.name().repository(), blob)) {
            to.putBlob(destination.name().repository(), blob, stream);
            return stream.length();
        }
    }
}
