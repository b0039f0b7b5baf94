package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.Moved;
import dev.dromedary.list.OneLine;

/** What became of one request; a failed copy is an answer, not an exception. */
public sealed interface CopyOutcome {

    /**
     * The destination now serves {@code digest}; {@code moved} is of the blobs of it and of what
     * refers to it. Where referrers follow, the image itself may have been up to date.
     */
    record Copied(Digest digest, Moved moved) implements CopyOutcome {}

    /**
     * A copy would write, and the destination would then serve {@code digest}; {@code bytesToMove} counts the blobs that
     * would be sent. {@code note} is one line for people on what else would be done, or empty.
     */
    record ToCopy(Digest digest, long bytesToMove, String note) implements CopyOutcome {}

    /** The destination served {@code digest} before anything was written. */
    record UpToDate(Digest digest) implements CopyOutcome {}

    /** The destination serves {@code digest} and everything that it leads to; nothing was to be written. */
    record Valid(Digest digest) implements CopyOutcome {}

    /** The image has none of the platforms that were asked for; nothing was written. */
    record Skipped(String reason) implements CopyOutcome {
        public Skipped {
            reason = OneLine.of(reason);
        }
    }

    /**
     * The destination's tag is what it was, or leads to the image while something that refers to it did not follow;
     * {@code reason} is one line for people.
     *
     * @param retryable whether the same request may succeed later
     * @param moved what of it arrived nevertheless
     */
    record Failed(String reason, boolean retryable, Moved moved) implements CopyOutcome {
        public Failed {
            // registries have a say in it
            reason = OneLine.of(reason);
        }

        public Failed(String reason, boolean retryable) {
            this(reason, retryable, Moved.NONE);
        }
    }
}
