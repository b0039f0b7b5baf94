package dev.dromedary.run;

import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.Moved;
import dev.dromedary.list.ListLine;
import dev.dromedary.list.OneLine;
import dev.dromedary.list.RawLine;
import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.mirror.RequestRules;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a list that asks for something, or tries to.
 *
 * @param request what it asks for; none when it can't be read
 * @param unreadable why it can't be read; empty when it can
 */
record Entry(RawLine raw, @Nullable MirrorRequest request, String unreadable) {

    /** Empty for blank lines and comments. */
    static Optional<Entry> of(RawLine raw, RequestRules rules) {
        ListLine line = ListLine.of(raw);
        try {
            if (line instanceof ListLine.Image3 image) {
                return Optional.of(new Entry(raw, rules.request(image), ""));
            }
            if (line instanceof ListLine.Single image) {
                return Optional.of(new Entry(raw, rules.request(image), ""));
            }
        } catch (InvalidNameException e) {
            return Optional.of(new Entry(raw, null, String.valueOf(e.getMessage())));
        }
        return line instanceof ListLine.Unreadable unreadable
                ? Optional.of(new Entry(raw, null, unreadable.reason()))
                : Optional.empty();
    }

    LineRecord record(CopyOutcome outcome, Work work) {
        if (outcome instanceof CopyOutcome.Copied copied) {
            return record(Outcome.COPIED, copied.digest(), work.and(copied.moved()), null);
        }
        if (outcome instanceof CopyOutcome.ToCopy toCopy) {
            String note = toCopy.note().isEmpty() ? null : toCopy.note();
            return record(Outcome.COPY, toCopy.digest(), work.and(Moved.sent(toCopy.bytesToMove())), note);
        }
        if (outcome instanceof CopyOutcome.Valid valid) {
            return record(Outcome.VALID, valid.digest(), work, null);
        }
        if (outcome instanceof CopyOutcome.UpToDate upToDate) {
            return record(Outcome.UP_TO_DATE, upToDate.digest(), work, null);
        }
        if (outcome instanceof CopyOutcome.Skipped skipped) {
            return record(Outcome.SKIPPED, null, work, skipped.reason());
        }
        return failed(((CopyOutcome.Failed) outcome).reason(), work);
    }

    /** The record of this line when it was not mirrored; a line that can't be read has its own reason. */
    LineRecord failed(String reason, Work work) {
        return request == null
                ? record(Outcome.UNREADABLE, null, work, unreadable)
                : record(Outcome.FAILED, null, work, reason);
    }

    /** What a line took so far. */
    record Work(Duration took, Moved moved) {
        static final Work NONE = new Work(Duration.ZERO, Moved.NONE);

        private Work and(Moved last) {
            return new Work(took, last.after(moved));
        }
    }

    private LineRecord record(Outcome outcome, @Nullable Digest digest, Work work, @Nullable String reason) {
        return new LineRecord(
                raw.number(),
                outcome,
                request == null ? null : OneLine.of(request.source().toString()),
                request == null ? null : OneLine.of(request.destination().toString()),
                digest == null ? null : digest.toString(),
                work.moved(),
                work.took(),
                reason == null ? null : OneLine.of(reason),
                outcome.isFailure() ? raw.text() : null);
    }
}
