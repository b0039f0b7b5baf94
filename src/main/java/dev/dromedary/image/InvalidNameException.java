package dev.dromedary.image;

/** A name, tag or digest outside the grammar; the message says what was found and what was expected, in one line. */
public final class InvalidNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidNameException(String message) {
        super(message);
    }
}
