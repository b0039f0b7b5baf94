package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.util.List;

/** Where one blob is read, from any position and as often as needed. */
interface BlobSource {

    Descriptor blob();

    RegistryName registry();

    /** The lanes that reading needs. */
    List<Lane> lanes();

    /** Opens it at that position or, where ranges are not known, at 0. The caller closes it. */
    BlobStream open(long from, Lease lease) throws RegistryException;

    /** The repository that holds it, where that registry is the one it goes to; else empty. */
    String mountableFrom(RegistryName destination);
}
