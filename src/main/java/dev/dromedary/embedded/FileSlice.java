package dev.dromedary.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A part of a file as the body of an answer, opened when it is sent and never held in memory as a whole. */
final class FileSlice extends AbstractHttpEntity {
    /** Large enough that system calls do not show, small enough for hundreds of connections. */
    static final int BUFFER_SIZE = 128 * 1024;

    private final Path file;
    private final long first;
    private final long length;

    FileSlice(Path file, long first, long length) {
        super((ContentType) null, null);
        this.file = file;
        this.first = first;
        this.length = length;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, length)];
        try (InputStream in = getContent()) {
            long left = length;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new EOFException("cannot send " + file + ": it ends " + left + " bytes early");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    /** The file from the first byte of the slice on. */
    @Override
    public InputStream getContent() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(first);
        return Channels.newInputStream(channel);
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // open only while it is sent
    }
}
