package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.RegistryName;
import java.util.List;

/** A small blob that was read and verified already, such as a config that was looked into. */
final class ReadBlob implements BlobSource {
    private final RegistryName registry;
    private final Descriptor blob;
    private final byte[] bytes;

    ReadBlob(RegistryName registry, Descriptor blob, byte[] bytes) {
        this.registry = registry;
        this.blob = blob;
        this.bytes = bytes.clone();
    }

    @Override
    public Descriptor blob() {
        return blob;
    }

    @Override
    public RegistryName registry() {
        return registry;
    }

    @Override
    public List<Lane> lanes() {
        return List.of();
    }

    @Override
    public BlobStream open(long position, Lease lease) {
        return BlobStream.of(registry, bytes);
    }

    @Override
    public String mountableFrom(RegistryName destination) {
        return "";
    }
}
