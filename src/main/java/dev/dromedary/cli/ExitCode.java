package dev.dromedary.cli;

/** The exit codes of every command. An interrupted process ends with 130, a terminated one with 143, by the JVM's own rule. */
final class ExitCode {
    static final int DONE = 0;
    static final int LINES_FAILED = 1;
    static final int USAGE = 2;
    static final int FAULT = 3;

    /** What stands above the exit codes in a help. */
    static final String HEADING = "%nExit codes:%n";

    private ExitCode() {}
}
