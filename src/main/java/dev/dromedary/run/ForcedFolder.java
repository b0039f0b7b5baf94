package dev.dromedary.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the names in a folder to the disk: a file that was forced is still lost in a power cut when its name was not. */
final class ForcedFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ForcedFolder.class);

    private ForcedFolder() {}

    /** Throws when the disk fails. Where the file system has no such thing, as some of networks, nothing happens. */
    static void force(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            LOG.debug("{} is not forced to the disk: {}", folder, e.getMessage());
            return;
        }
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).matches("Invalid argument|Operation not supported")) {
                throw e;
            }
            LOG.debug("{} is not forced to the disk: {}", folder, e.getMessage());
        }
    }

    /** The folder that holds the file. */
    static void of(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
    }
}
