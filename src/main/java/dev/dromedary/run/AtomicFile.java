package dev.dromedary.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is either published whole, and on disk, or not at all. */
final class AtomicFile {
    private AtomicFile() {}

    /** What writes the content. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void publish(Path target, Content content) throws IOException {
        Path file = target.toAbsolutePath();
        Path temporary = temporary(file);
        try (FileChannel channel = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        ForcedFolder.of(file);
    }

    /** Deletes what a process left that was killed while it published a file there. */
    static void discard(Path target) throws IOException {
        Files.deleteIfExists(temporary(target.toAbsolutePath()));
    }

    /** True when publishing a file there would destroy this other one, by whichever name or link. */
    static boolean wouldOverwrite(Path target, Path other) throws IOException {
        Path file = target.toAbsolutePath();
        return isSame(file, other) || isSame(temporary(file), other);
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".tmp");
    }

    private static boolean isSame(Path file, Path other) throws IOException {
        return Files.exists(file) && Files.isSameFile(file, other);
    }
}
