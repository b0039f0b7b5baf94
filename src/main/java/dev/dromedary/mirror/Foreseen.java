package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.LatelyUsed;
import dev.dromedary.image.Reference;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What would have been written by now, over all requests of a check. In a very long list what was not used for longest is
 * forgotten first; a blob of that may count twice.
 */
final class Foreseen {
    private static final int MOST = 100_000;

    private final Map<Reference, Digest> tags = new LatelyUsed<>(MOST);
    private final Map<Place, Boolean> blobs = new LatelyUsed<>(MOST);

    private record Place(ImageName repository, Digest blob) {}

    synchronized Optional<Digest> written(Reference tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    synchronized void write(Reference tag, Digest digest) {
        tags.put(tag, digest);
    }

    /** True for the first request that needs this blob in this repository. */
    synchronized boolean bring(ImageName repository, Digest blob) {
        return blobs.put(new Place(repository, blob), true) == null;
    }

    synchronized void takeBack(ImageName repository, Collection<Digest> brought) {
        brought.forEach(blob -> blobs.remove(new Place(repository, blob)));
    }
}
