package dev.dromedary.mirror;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A line's own thread, waiting for what other threads do. */
final class Waiting {
    private Waiting() {}

    /** What the future is completed with; what it failed with is thrown as it was. */
    static <T> T on(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryException.refused("interrupted", e);
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    private static IOException thrown(ExecutionException e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof IOException known) {
            return known;
        }
        if (cause instanceof RuntimeException mistake) {
            throw mistake;
        }
        throw new IllegalStateException("a part of the copy ended unexpectedly", cause);
    }
}
