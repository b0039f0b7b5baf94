package dev.dromedary.mirror;

import dev.dromedary.image.Moved;

/** The bytes of everything that one request brings, counted as it arrives: what fails half way has moved some too. */
final class Freight {
    private Moved moved = Moved.NONE;

    synchronized void add(Moved more) {
        moved = moved.plus(more);
    }

    synchronized Moved soFar() {
        return moved;
    }
}
