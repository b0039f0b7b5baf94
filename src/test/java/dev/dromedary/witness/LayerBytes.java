package dev.dromedary.witness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** The formats of layers, as small as they get: a tar of one file, gzip, and a zstd frame of one raw block. */
final class LayerBytes {
    /** The gzip of an empty tar that Docker puts where an instruction changed no file. */
    static final byte[] EMPTY_GZIP =
            HexFormat.of().parseHex("1f8b080000096e8800ff621805a360148c5800080000ffff2eafb5ef00040000");

    private static final int BLOCK = 512;

    private LayerBytes() {}

    /** A tar (POSIX ustar) that holds the content as one file. */
    static byte[] tar(String name, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o ".formatted(content.length));
        put(header, 136, "00000000000 ");
        put(header, 148, " ".repeat(8));
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte value : header) {
            sum += value;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        int blocks = (content.length + BLOCK - 1) / BLOCK;
        return ByteBuffer.allocate((1 + blocks + 2) * BLOCK)
                .put(header)
                .put(content)
                .array();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A zstd frame (RFC 8878) of one raw block, so at most 128 KB. */
    static byte[] zstd(byte[] content) {
        int lastRawBlock = content.length << 3 | 1;
        return ByteBuffer.allocate(12 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xFD2FB528)
                .put((byte) 0xA0) // single segment, content size in four bytes
                .putInt(content.length)
                .put((byte) lastRawBlock)
                .put((byte) (lastRawBlock >> 8))
                .put((byte) (lastRawBlock >> 16))
                .put(content)
                .array();
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
