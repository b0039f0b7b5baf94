package dev.dromedary.camel;

/**
 * A copy that failed, in the only form that Camel's redelivery and dead-letter channel know; the message is the reason.
 * Which of the two kinds it is decides whether the line is tried again.
 */
abstract sealed class CopyFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private CopyFailedException(String reason) {
        super(reason, null, false, false); // an outcome, not a fault: nobody reads its stack
    }

    /** Trying again can't mend it. */
    static final class Permanent extends CopyFailedException {
        private static final long serialVersionUID = 1L;

        Permanent(String reason) {
            super(reason);
        }
    }

    /** Trying again later may mend it. */
    static final class Retryable extends CopyFailedException {
        private static final long serialVersionUID = 1L;

        Retryable(String reason) {
            super(reason);
        }
    }
}
