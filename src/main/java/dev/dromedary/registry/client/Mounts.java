package dev.dromedary.registry.client;

import java.util.concurrent.CompletableFuture;

/**
 * Whether a registry mounts blobs, and so answers in one request whether a blob is there. Found out with the first blob
 * that is not there; the others wait for that.
 */
final class Mounts {
    private static final int ENOUGH_REFUSALS = 3;

    private Verdict verdict = Verdict.UNKNOWN;
    private boolean crossed;
    private int crossRefusals;
    private CompletableFuture<Void> trial = CompletableFuture.completedFuture(null);

    enum Verdict {
        UNKNOWN,
        /** A mount is answered with 201 where the blob is there. */
        HONOURED,
        /** A mount is answered with an upload, whatever is there. */
        IGNORED
    }

    synchronized Verdict verdict() {
        return verdict;
    }

    /** Done when nobody is finding out. */
    synchronized CompletableFuture<Void> settled() {
        return trial;
    }

    /** Answers true to one who is to find out, until that one calls {@link #end}. */
    synchronized boolean begin() {
        if (verdict != Verdict.UNKNOWN || !trial.isDone()) {
            return false;
        }
        trial = new CompletableFuture<>();
        return true;
    }

    synchronized void found(Verdict found) {
        verdict = found;
    }

    /** Whether it is worth asking to mount from another repository: some registries never do. */
    synchronized boolean crosses() {
        return crossed || crossRefusals < ENOUGH_REFUSALS;
    }

    synchronized void noteCrossing(boolean done) {
        crossed |= done;
        crossRefusals += done ? 0 : 1;
    }

    /** The one who was to find out is done, with or without a verdict. */
    void end() {
        CompletableFuture<Void> over;
        synchronized (this) {
            over = trial;
        }
        over.complete(null);
    }
}
