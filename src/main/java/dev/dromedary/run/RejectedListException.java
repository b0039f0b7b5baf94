package dev.dromedary.run;

/** A list that can't be taken as a whole; the message is the reason, one line for people. */
public final class RejectedListException extends Exception {
    private static final long serialVersionUID = 1L;

    public RejectedListException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
