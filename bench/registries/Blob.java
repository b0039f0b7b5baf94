package registries;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A blob whose bytes are made anew each time they are written: a block, repeated, and a tail of its own. The block
 * begins like gzip: nobody unpacks a layer on the way, but skopeo looks at the first bytes and would compress it.
 */
record Blob(String digest, long size, byte[] tail) {
    private static final byte[] BLOCK = block();

    /** Makes layers of one size, which differ in their tails: what they have in common is hashed once. */
    static final class Series {
        private final long size;
        private final MessageDigest common = sha256();

        Series(long size) {
            this.size = size;
            for (long left = size - Long.BYTES; left > 0; left -= BLOCK.length) {
                common.update(BLOCK, 0, (int) Math.min(left, BLOCK.length));
            }
        }

        Blob layer(long number) {
            byte[] tail = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            try {
                MessageDigest own = (MessageDigest) common.clone();
                return new Blob(name(own.digest(tail)), size, tail);
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A blob that is all tail, such as a config or a manifest. */
    static Blob of(byte[] bytes) {
        return new Blob(name(sha256().digest(bytes)), bytes.length, bytes);
    }

    void writeTo(OutputStream out) throws IOException {
        for (long left = size - tail.length; left > 0; left -= BLOCK.length) {
            out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
        }
        out.write(tail);
    }

    private static byte[] block() {
        byte[] block = new byte[1 << 20];
        new Random(4).nextBytes(block);
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
        System.arraycopy(gzip, 0, block, 0, gzip.length);
        return block;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(byte[] hash) {
        return "sha256:" + HexFormat.of().formatHex(hash);
    }
}
