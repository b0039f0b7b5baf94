package dev.dromedary.run;

import dev.dromedary.image.Reference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Who may write a destination's tag, one line at a time, in the order in which the lines were submitted.
 *
 * <p>A turn is taken by the very thread that will use it, so a line only ever waits for one that is in progress: any
 * number of jobs goes on.
 */
final class Turns {
    private final ConcurrentMap<Reference, Turn> last = new ConcurrentHashMap<>();

    /** The next turn at this destination. */
    Turn enter(Reference destination) {
        Turn[] entered = new Turn[1];
        last.compute(destination, (key, before) -> {
            entered[0] = new Turn(this, key, before);
            return entered[0];
        });
        return entered[0];
    }

    /** One line's turn; over when it is left. */
    static final class Turn {
        private final Turns turns;
        private final Reference destination;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile @Nullable Turn before;

        private Turn(Turns turns, Reference destination, @Nullable Turn before) {
            this.turns = turns;
            this.destination = destination;
            this.before = before;
        }

        /** Waits until the lines that were submitted before have left. */
        void await() throws InterruptedException {
            Turn earlier = before;
            if (earlier != null) {
                earlier.over.await();
                before = null; // a chain of left turns would keep all of them in memory
            }
        }

        void leave() {
            turns.last.remove(destination, this);
            over.countDown();
        }
    }
}
