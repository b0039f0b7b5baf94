package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.LatelyUsed;
import dev.dromedary.image.PlatformSelection;
import java.util.Map;
import java.util.Optional;

/**
 * Which index a choice of platforms made of an index, by their digests: the same always makes the same, so an index that
 * was seen need not be read again to know whether its destination is up to date.
 */
final class KnownSelections {
    private static final int MOST = 10_000;

    private final Map<Choice, Digest> selections = new LatelyUsed<>(MOST);

    private record Choice(Digest source, PlatformSelection platforms) {}

    synchronized Optional<Digest> of(Digest source, PlatformSelection platforms) {
        return Optional.ofNullable(selections.get(new Choice(source, platforms)));
    }

    synchronized void note(Digest source, PlatformSelection platforms, Digest selected) {
        selections.put(new Choice(source, platforms), selected);
    }
}
