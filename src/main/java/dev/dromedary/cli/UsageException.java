package dev.dromedary.cli;

/** Something that the user told the program is wrong; the message is one line for people, the exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
