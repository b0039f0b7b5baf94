package dev.dromedary.camel;

import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.run.Line;
import java.util.Optional;
import java.util.function.Function;

/** The step {@code copy-image}: mirrors one line, and turns a failed outcome into the exception that Camel acts on. */
public final class CopyImage {
    private final Function<MirrorRequest, CopyOutcome> mirror;

    CopyImage(Function<MirrorRequest, CopyOutcome> mirror) {
        this.mirror = mirror;
    }

    /** A line and what became of it. */
    public record CopiedLine(Line line, CopyOutcome outcome) {}

    public CopiedLine copy(Line line) throws CopyFailedException, InterruptedException {
        return answer(line, mirror);
    }

    static CopiedLine answer(Line line, Function<MirrorRequest, CopyOutcome> work)
            throws CopyFailedException, InterruptedException {
        if (!line.begin()) {
            throw new CopyFailedException.Permanent("the run is to stop");
        }
        Optional<MirrorRequest> request = line.request();
        if (request.isEmpty()) {
            throw new CopyFailedException.Permanent("the line can't be read");
        }
        CopyOutcome outcome = line.joined().orElseGet(() -> line.inContext(() -> work.apply(request.get())));
        if (outcome instanceof CopyOutcome.Failed failed) {
            line.attemptFailed(failed.moved());
            throw failed.retryable()
                    ? new CopyFailedException.Retryable(failed.reason())
                    : new CopyFailedException.Permanent(failed.reason());
        }
        return new CopiedLine(line, outcome);
    }
}
