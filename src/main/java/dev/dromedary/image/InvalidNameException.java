package dev.dromedary.image;

import dev.dromedary.list.OneLine;

/** A name, tag or digest outside the grammar; the message says what was found and what was expected, in one line. */
public final class InvalidNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidNameException(String message) {
        super(OneLine.of(message));
    }

    /** {@code what "found": expected …}; what was found is cut so that what was expected stays in sight. */
    InvalidNameException(String what, String found, String expected) {
        this(what + " " + quote(found) + ": " + expected);
    }

    static String quote(String found) {
        return "\"" + OneLine.of(found, 80) + "\"";
    }
}
