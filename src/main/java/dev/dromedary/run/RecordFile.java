package dev.dromedary.run;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of records that end with a line feed, which only grows by whole ones: a record that could not be written whole
 * is cut off again, and so is a torn one that a killed process left behind.
 */
final class RecordFile implements Closeable {
    /** Larger than any record: names, reason and text are bounded, the text by 16 KiB of which a byte takes at most six. */
    private static final int LARGEST_RECORD = 256 * 1024;

    private final FileChannel channel;
    private long end;

    /** What is done with a record that was there. */
    interface Visitor {
        void record(long offset, byte[] record) throws IOException;
    }

    private RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens or creates the file, shows every whole record, and cuts what stands behind the last one. */
    static RecordFile open(Path file, Visitor visitor) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        RecordFile records = new RecordFile(channel);
        try {
            records.end = records.visit(visitor);
            channel.truncate(records.end);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return records;
    }

    /** Returns where the record stands. After an exception the file is as long as it was. */
    long append(byte[] record) throws IOException {
        long offset = end;
        // also what an earlier failure could not cut
        if (channel.size() != end) {
            channel.truncate(end);
        }
        try {
            writeWhole(ByteBuffer.wrap(record));
            if (channel.size() != end + record.length) {
                throw new IOException("the record was not written whole");
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        end += record.length;
        return offset;
    }

    /** Brings what was appended to the disk. */
    void force() throws IOException {
        channel.force(false);
    }

    /** The record at this offset, with its line feed. */
    byte[] read(long offset) throws IOException {
        int guess = 1024;
        while (true) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(guess, end - offset));
            readWhole(buffer, offset);
            for (int i = 0; i < buffer.limit(); i++) {
                if (buffer.get(i) == '\n') {
                    byte[] record = new byte[i + 1];
                    buffer.get(0, record);
                    return record;
                }
            }
            if (offset + guess >= end || guess >= LARGEST_RECORD) {
                throw new IOException("no record at offset " + offset);
            }
            guess *= 4;
        }
    }

    private void writeWhole(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, end + bytes.position());
        }
    }

    private void readWhole(ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the journal ends in the middle of a record");
            }
        }
        buffer.flip();
    }

    /** Returns the end of the last whole record. What is larger than any record is none: a power cut may leave that. */
    private long visit(Visitor visitor) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Channels.newInputStream(channel), LARGEST_RECORD);
        java.io.ByteArrayOutputStream record = new java.io.ByteArrayOutputStream();
        long start = 0;
        for (int b = in.read(); b >= 0 && record.size() < LARGEST_RECORD; b = in.read()) {
            record.write(b);
            if (b == '\n') {
                visitor.record(start, record.toByteArray());
                start += record.size();
                record.reset();
            }
        }
        return start;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
