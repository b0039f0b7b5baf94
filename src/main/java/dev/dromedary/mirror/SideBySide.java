package dev.dromedary.mirror;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Steps of which a few are under way at once, so that a long row of them takes little memory. */
final class SideBySide<T> {
    private final Iterator<T> row;
    private final Function<T, CompletableFuture<?>> step;

    SideBySide(Iterator<T> row, Function<T, CompletableFuture<?>> step) {
        this.row = row;
        this.step = step;
    }

    /** Done when every step is; fails when one does. */
    CompletableFuture<?> run(int atOnce) {
        CompletableFuture<?>[] rows = new CompletableFuture<?>[atOnce];
        for (int i = 0; i < atOnce; i++) {
            rows[i] = rest();
        }
        return CompletableFuture.allOf(rows);
    }

    private CompletableFuture<?> rest() {
        T next;
        synchronized (row) {
            if (!row.hasNext()) {
                return CompletableFuture.completedFuture(null);
            }
            next = row.next();
        }
        return step.apply(next).thenCompose(done -> rest());
    }
}
