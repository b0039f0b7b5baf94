package dev.dromedary.image;

import java.io.IOException;

/** Where the platform filter looks things up that a root manifest only describes. */
public interface ManifestSource {
    /** An entry of an index, verified against its digest. */
    Manifest manifest(Descriptor descriptor) throws IOException;

    /** The bytes of an image config, verified against their digest; at most {@link Manifest#LARGEST}. */
    byte[] config(Descriptor config) throws IOException;
}
