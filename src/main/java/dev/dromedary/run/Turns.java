package dev.dromedary.run;

import dev.dromedary.image.Reference;
import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Who may write a destination's tag, one line at a time, in the order in which the lines were submitted.
 *
 * <p>A turn is taken by the very thread that will use it, so a line only ever waits for one that is in progress: any
 * number of jobs goes on. Who waited for a line that asked for the very same is answered with what became of that one.
 */
final class Turns {
    private final ConcurrentMap<Reference, Turn> last = new ConcurrentHashMap<>();

    /** The next turn at the destination of this request. */
    Turn enter(MirrorRequest request) {
        Turn[] entered = new Turn[1];
        last.compute(request.destination(), (key, before) -> {
            entered[0] = new Turn(this, request, before);
            return entered[0];
        });
        return entered[0];
    }

    /** One line's turn; over when it is left. */
    static final class Turn {
        private final Turns turns;
        private final MirrorRequest request;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile @Nullable Turn before;
        private volatile @Nullable CopyOutcome outcome;

        private Turn(Turns turns, MirrorRequest request, @Nullable Turn before) {
            this.turns = turns;
            this.request = request;
            this.before = before;
        }

        /**
         * Waits until the lines that were submitted before have left. Answers what became of the one just before, when
         * it was waited for and asked for the same: nothing else was written at the destination in between.
         */
        Optional<CopyOutcome> await() throws InterruptedException {
            Turn earlier = before;
            if (earlier == null) {
                return Optional.empty();
            }
            earlier.over.await();
            before = null; // a chain of left turns would keep all of them in memory
            return earlier.request.equals(request) ? Optional.ofNullable(earlier.outcome) : Optional.empty();
        }

        /** Lets the next one go on; without an outcome it learns nothing from this one. */
        void leave(@Nullable CopyOutcome became) {
            outcome = became;
            turns.last.remove(request.destination(), this);
            over.countDown();
        }
    }
}
