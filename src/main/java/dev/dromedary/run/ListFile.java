package dev.dromedary.run;

import dev.dromedary.list.LineReader;
import dev.dromedary.list.ListHead;
import dev.dromedary.list.ListLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The open file of a list: what is read stays readable when somebody deletes its name. */
final class ListFile implements Closeable {
    private static final int LOOKED_AT_FOR_NUL = 8 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object key;

    private ListFile(Path path, FileChannel channel, @Nullable Object key) {
        this.path = path;
        this.channel = channel;
        this.key = key;
    }

    /** Opens a regular text file. Its type is looked at first, without following links: opening a FIFO would block. */
    static ListFile open(Path path) throws RejectedListException, IOException {
        BasicFileAttributes type = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!type.isRegularFile()) {
            throw new RejectedListException("expected a regular file, found " + kind(type));
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            throw new RejectedListException("cannot read the file: permission denied");
        }
        ListFile list = new ListFile(path, channel, type.fileKey());
        if (list.looksBinary()) {
            channel.close();
            throw new RejectedListException("expected a text file, found a NUL byte in its first 8 KiB");
        }
        return list;
    }

    /** The lines from the first one; several readers do not disturb each other. */
    LineReader lines() {
        return new LineReader(new Bytes(channel));
    }

    List<ListLine.Setting> settings() throws IOException {
        return ListHead.settings(new Bytes(channel));
    }

    long size() throws IOException {
        return channel.size();
    }

    /** False once somebody has deleted the file. */
    boolean isThere() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** True when another file has the name of this one by now. */
    boolean isReplaced() throws IOException {
        try {
            Object found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            return !Objects.equals(key, found);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Brings the content to the disk, which whoever dropped the list may not have done. */
    void force() throws IOException {
        channel.force(true);
    }

    void copyTo(OutputStream out) throws IOException {
        new Bytes(channel).transferTo(out);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean looksBinary() throws IOException {
        return holdsNul(new Bytes(channel).readNBytes(LOOKED_AT_FOR_NUL));
    }

    /** Whether there is a NUL in it, for which a list is refused. */
    static boolean holdsNul(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static String kind(BasicFileAttributes type) {
        if (type.isSymbolicLink()) {
            return "a symbolic link";
        }
        return type.isDirectory() ? "a folder" : "a device, socket or pipe";
    }

    /** The bytes of a channel from the first one, without moving the channel's own position. */
    private static final class Bytes extends InputStream {
        private final FileChannel channel;
        private long position;

        Bytes(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(buffer, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
