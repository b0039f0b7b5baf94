package dev.dromedary.list;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what the JDK says with the type of an exception, whose message is then only a path. */
public final class IoReason {
    private IoReason() {}

    /** One line for people, such as {@code permission denied: data/work}. */
    public static String of(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            return OneLine.of(kind(failure) + ": " + failure.getFile());
        }
        return OneLine.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static String kind(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        return e instanceof FileAlreadyExistsException
                ? "it exists already"
                : e.getClass().getSimpleName();
    }
}
