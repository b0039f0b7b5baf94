package dev.dromedary.image;

import java.util.List;
import java.util.Optional;

/** A manifest's bytes as a registry serves them, and what they say. */
public final class Manifest {
    /** What registries take at most (OCI distribution specification, "Pushing Manifests"). */
    public static final int LARGEST = 4 * 1024 * 1024;

    private final byte[] bytes;
    private final byte[] digested;
    private final Digest digest;
    private final ManifestShape.Parts parts;

    private Manifest(byte[] bytes, byte[] digested, Digest digest, ManifestShape.Parts parts) {
        this.bytes = bytes;
        this.digested = digested;
        this.digest = digest;
        this.parts = parts;
    }

    /**
     * Reads a manifest. Throws {@link InvalidManifestException} when it is none.
     *
     * @param contentType as the registry sent it; where it is empty or says nothing ({@code application/json}), the
     *     {@code mediaType} member or the shape decides
     */
    public static Manifest of(byte[] bytes, String contentType) {
        if (bytes.length > LARGEST) {
            throw new InvalidManifestException(
                    "manifest: expected at most " + LARGEST + " bytes, found " + bytes.length);
        }
        byte[] own = bytes.clone();
        ManifestShape shape = ManifestShape.of(ManifestJson.manifest(own), contentType);
        if (!MediaTypes.isSchema1(shape.mediaType())) {
            return new Manifest(own, own, Digest.sha256(own), shape.parts());
        }
        byte[] payload = SignedPayload.of(own, shape.json());
        // What stands behind the payload is covered by no digest: it names no blobs.
        ManifestShape signed = ManifestShape.of(ManifestJson.manifest(payload), shape.mediaType());
        return new Manifest(own, payload, Digest.sha256(payload), signed.parts());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes it has. */
    public int size() {
        return bytes.length;
    }

    public String mediaType() {
        return parts.mediaType();
    }

    /**
     * The sha256 of the bytes; for a signed schema 1 manifest, of its payload without the signatures. A manifest that
     * was {@link #named} has that digest.
     */
    public Digest digest() {
        return digest;
    }

    /** True when this is a Docker list, an OCI index, or of an unknown type that has {@code manifests}. */
    public boolean isIndex() {
        return parts.index();
    }

    /** The entries of an index, in order. */
    public List<Descriptor> children() {
        return parts.children();
    }

    public Optional<Descriptor> config() {
        return parts.config();
    }

    /** The config and the layers that a copy sends, each digest once, in order; foreign layers are left out. */
    public List<Descriptor> blobs() {
        return parts.blobs();
    }

    /** True when these bytes (of a signed schema 1 manifest, its payload) are the ones that the digest names. */
    public boolean matches(Digest expected) {
        return expected.matches(digested);
    }

    /**
     * The same manifest under the digest by which an index refers to it, which may be a sha512. Throws
     * {@link InvalidManifestException} when the digest names other bytes.
     */
    public Manifest named(Digest expected) {
        if (!matches(expected)) {
            throw new InvalidManifestException("manifest " + expected + ": expected that digest, found " + digest);
        }
        return expected.equals(digest) ? this : new Manifest(bytes, digested, expected, parts);
    }
}
