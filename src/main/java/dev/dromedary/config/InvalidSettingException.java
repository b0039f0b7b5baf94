package dev.dromedary.config;

import dev.dromedary.list.OneLine;

/** A setting that stops the start, or a list; the message is one line that names it and says what was expected. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is {@code mirror.jobs = "21": expected a whole number from 1 to 20}. */
    public InvalidSettingException(String property, String value, String expected) {
        this(OneLine.of(property, 80) + " = \"" + OneLine.of(shown(value), 80) + "\": expected " + expected);
    }

    /** @param message names the setting and says what was expected */
    public InvalidSettingException(String message) {
        super(OneLine.of(message));
    }

    /** People write {@code user:password@host} for a registry; that is refused, and must not be shown. */
    private static String shown(String value) {
        return value.substring(Math.max(0, value.lastIndexOf('@')));
    }
}
