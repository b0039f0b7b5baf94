package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.util.List;

/** A blob of a repository. */
record RemoteBlob(RegistryReader from, String repository, Descriptor blob) implements BlobSource {

    @Override
    public RegistryName registry() {
        return from.name();
    }

    @Override
    public List<Lane> lanes() {
        return List.of(from.lane());
    }

    @Override
    public BlobStream open(long position, Lease lease) throws RegistryException {
        return from.openBlob(repository, blob, position, lease);
    }

    @Override
    public String mountableFrom(RegistryName destination) {
        return destination.equals(from.name()) ? repository : "";
    }
}
