package dev.dromedary.registry.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether a registry mounts blobs, and so answers in one request whether a blob is there. Found out with the first blob
 * that is not there; the others wait for that, but not for as long as a large blob takes.
 */
final class Mounts {
    private static final int ENOUGH_REFUSALS = 3;
    /** Who waited that long asks by himself, which costs one HEAD more. */
    private static final int PATIENCE_SECONDS = 5;

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

    /** Answers true when nobody is finding out any more, or it is known; false when that takes too long to wait for. */
    synchronized CompletableFuture<Boolean> settled() {
        return trial.thenApply(over -> true).completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Answers true to one who is to find out, until that one calls {@link #end}. */
    synchronized boolean begin() {
        if (verdict != Verdict.UNKNOWN || !trial.isDone()) {
            return false;
        }
        trial = new CompletableFuture<>();
        return true;
    }

    void found(Verdict found) {
        if (found == Verdict.UNKNOWN) {
            return;
        }
        synchronized (this) {
            verdict = found;
        }
        end();
    }

    /** Whether it is worth asking to mount from another repository: some registries never do. */
    synchronized boolean crosses() {
        return crossed || crossRefusals < ENOUGH_REFUSALS;
    }

    synchronized void noteCrossing(boolean done) {
        crossed |= done;
        crossRefusals += done ? 0 : 1;
    }

    /** Nobody is to wait any longer, with or without a verdict. */
    void end() {
        CompletableFuture<Void> over;
        synchronized (this) {
            over = trial;
        }
        over.complete(null);
    }
}
