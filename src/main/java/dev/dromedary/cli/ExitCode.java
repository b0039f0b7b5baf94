package dev.dromedary.cli;

/** The exit codes of every command. An interrupted process ends with 130, a terminated one with 143, by the JVM's own rule. */
final class ExitCode {
    static final int DONE = 0;
    static final int LINES_FAILED = 1;
    static final int USAGE = 2;
    static final int FAULT = 3;

    /** What stands above the exit codes in a help. */
    static final String HEADING = "%nExit codes:%n";

    // what a help says of them, where more commands than one say the same
    static final String OF_FAILED_LINES = LINES_FAILED + ":at least one line failed or was unreadable";
    static final String OF_USAGE = USAGE + ":wrong usage, a wrong setting, or a list that cannot be read as a whole";
    static final String OF_FAULT = FAULT + ":a fault of ours, or something could not be written";
    static final String OF_FAULT_WITH_RESULT = FAULT + ":a fault of ours, or the result cannot be written";
    static final String OF_SIGNALS = "130, 143:interrupted, terminated";

    private ExitCode() {}
}
