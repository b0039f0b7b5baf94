package dev.dromedary.mirror;

import java.time.Duration;

/**
 * What is known of a project.
 *
 * @param reason why it is not there or can't be; empty where that needs no reason
 * @param since when it was found, by the clock of {@link System#nanoTime}
 */
record Finding(State state, String reason, long since) {
    /** Anything but that it is there may be mended by a person; until then many lines may ask. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** What is to be done about it. */
    enum State {
        THERE,
        /** It is to be created before the first write. */
        MISSING,
        /** It may not be looked up: the registry decides what may be written. */
        HIDDEN,
        /** It is missing and may not be created: the registry decides, it may see that differently. */
        DENIED,
        /** Nothing can be written below it. */
        IMPOSSIBLE
    }

    static Finding of(State state, String reason) {
        return new Finding(state, reason, System.nanoTime());
    }

    boolean isFresh() {
        return state == State.THERE || System.nanoTime() - since < REMEMBERED.toNanos();
    }

    boolean isMissing() {
        return state == State.MISSING || state == State.DENIED;
    }
}
