package dev.dromedary.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The operating system's lock on a data folder: two servers would write into each other's journals. It ends with the
 * process, however that ends; the file's text only names the owner for the message.
 */
final class FolderLock {
    private FolderLock() {}

    /** Somebody else works in this folder. */
    static final class TakenException extends IOException {
        private static final long serialVersionUID = 1L;

        private TakenException(String message) {
            super(message);
        }
    }

    /** Locks until the channel is closed. */
    static FileChannel take(Path data) throws IOException {
        Path file = data.resolve(".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(channel)) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return channel;
        }
        channel.close();
        throw new TakenException("mirror.data \"" + data + "\": expected a folder of this server's own, found that "
                + Files.readString(file).strip() + " works in it");
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true; // another server in this process
        }
    }
}
