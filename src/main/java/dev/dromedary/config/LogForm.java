package dev.dromedary.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whom the log is made for. */
public enum LogForm {
    /** For people. */
    TEXT,
    /** For programs: one JSON object a line. */
    JSON;

    static Optional<LogForm> of(String text) {
        return Arrays.stream(values())
                .filter(form -> form.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
