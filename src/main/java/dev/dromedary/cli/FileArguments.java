package dev.dromedary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that flags name, looked at before anything is done. */
final class FileArguments {
    private FileArguments() {}

    /** The file behind whatever links lead to it. */
    static Path input(String flag, Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UsageException(flag + " \"" + file + "\": expected a readable file, found none");
        }
    }

    /** Throws {@link UsageException} when no file of this name can be written. */
    static void checkOutput(String flag, Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException(flag + " \"" + file + "\": expected a file, found a folder");
        }
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(flag + " \"" + file + "\": expected a file in a folder that exists");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(flag + " \"" + file + "\": expected a folder that can be written to");
        }
    }
}
