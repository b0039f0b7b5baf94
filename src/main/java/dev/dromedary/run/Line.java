package dev.dromedary.run;

import dev.dromedary.image.Moved;
import dev.dromedary.list.OneLine;
import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One line of a run, given out to be mirrored or, when it can't be read, to be answered for. */
public final class Line {
    private final OpenRun run;
    private final Entry entry;
    private final Turns.@Nullable Turn turn;
    private final long started = System.nanoTime();
    private volatile boolean withdrawn;
    private volatile Moved failed = Moved.NONE;
    private volatile @Nullable CopyOutcome joined;

    Line(OpenRun run, Entry entry, Turns turns) {
        this.run = run;
        this.entry = entry;
        this.turn = entry.request() == null ? null : turns.enter(entry.request());
    }

    /** What the line asks for; empty when it can't be read. */
    public Optional<MirrorRequest> request() {
        return Optional.ofNullable(entry.request());
    }

    /** Works on the line, so that whatever is logged meanwhile can be told of it. */
    public <T> T inContext(Supplier<T> work) {
        MirrorRequest request = entry.request();
        String image = request == null ? null : OneLine.of(request.source().toString());
        return new LineContext(run.name(), entry.raw().number(), image).during(work);
    }

    /**
     * Waits until no line that was submitted before is still at work on the same destination. False when the run is to
     * stop by then: nothing is to be done, and {@link #fail} records nothing.
     */
    public boolean begin() throws InterruptedException {
        if (turn != null) {
            turn.await().ifPresent(outcome -> joined = answeredAgain(outcome));
        }
        withdrawn = run.isStopped() && joined == null;
        return !withdrawn;
    }

    /** What became of the same request of a line that {@link #begin} waited for: it is not done once more. */
    public Optional<CopyOutcome> joined() {
        return Optional.ofNullable(joined);
    }

    private static CopyOutcome answeredAgain(CopyOutcome outcome) {
        return outcome instanceof CopyOutcome.Copied copied
                ? new CopyOutcome.Copied(
                        copied.digest(),
                        Moved.present(copied.moved().sent())
                                .plus(Moved.present(copied.moved().saved())))
                : outcome;
    }

    /** An attempt at the line failed, of which so much arrived; another one may follow. */
    public void attemptFailed(Moved moved) {
        failed = failed.plus(Moved.sent(moved.sent()));
    }

    /** Records what became of the line, and lets the next one at the same destination go on. */
    public void settle(CopyOutcome outcome) {
        settle(entry.record(outcome, work()), outcome);
    }

    /** Records that the line was not mirrored, and lets the next one at the same destination go on. */
    public void fail(String reason) {
        if (withdrawn) {
            run.withdraw();
            leave(null);
        } else {
            settle(entry.failed(reason, work()), new CopyOutcome.Failed(reason, false));
        }
    }

    private void settle(LineRecord record, CopyOutcome outcome) {
        try {
            run.settle(record);
        } finally {
            leave(outcome);
        }
    }

    private void leave(@Nullable CopyOutcome outcome) {
        if (turn != null) {
            turn.leave(outcome);
        }
    }

    private Entry.Work work() {
        return new Entry.Work(Duration.ofNanos(System.nanoTime() - started), failed);
    }

    /** {@code base.txt line 17}, for the log. */
    @Override
    public String toString() {
        return run.name() + " line " + entry.raw().number();
    }
}
