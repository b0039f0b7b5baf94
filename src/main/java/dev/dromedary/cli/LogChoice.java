package dev.dromedary.cli;

import dev.dromedary.config.LogForm;

/**
 * What the log is to be like; in force when it is chosen before the first logger is made. Apart from {@link ErrorLog},
 * since a command that logs nothing is not to load a logger.
 */
final class LogChoice {
    static final String LEVEL = "dromedary.level";
    static final String FORM = "dromedary.log";

    private LogChoice() {}

    /** The level of our own log. */
    static void level(String level) {
        System.setProperty(LEVEL, level);
    }

    static void form(LogForm form) {
        System.setProperty(FORM, form.toString());
    }
}
