package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of one blob as one answer of a registry brings them, from some position to its end. */
final class BlobStream implements AutoCloseable {
    private final RegistryName registry;
    private final InputStream stream;
    private final long start;
    private final long length;
    private final @Nullable Answer answer;

    private BlobStream(RegistryName registry, InputStream stream, long start, long length, @Nullable Answer answer) {
        this.registry = registry;
        this.stream = stream;
        this.start = start;
        this.length = length;
        this.answer = answer;
    }

    /** Bytes of that registry's that are here already. */
    static BlobStream of(RegistryName registry, byte[] bytes) {
        return new BlobStream(registry, new ByteArrayInputStream(bytes), 0, bytes.length, null);
    }

    /**
     * What a registry answered to a GET of a blob from that position on. One that does not know ranges begins at 0.
     *
     * @param what the request, for messages
     */
    static BlobStream of(Transport transport, String what, Answer answer, Descriptor blob, long from)
            throws IOException {
        if (answer.status() != 200 && answer.status() != 206) {
            throw transport.failure(what, answer);
        }
        long start = answer.status() == 206 ? from : 0;
        if (answer.status() == 206 && !answer.header("Content-Range").orElse("").startsWith("bytes " + from + "-")) {
            throw RegistryException.refused(
                    "cannot " + what + ": expected it from byte " + from + " on, found Content-Range \""
                            + answer.header("Content-Range").orElse("") + "\"",
                    null);
        }
        long promised = answer.contentLength();
        long length = promised < 0 ? blob.size() : start + promised;
        check(transport, what, blob, length);
        RegistryName registry = transport.registry();
        InputStream counted =
                new CountedStream(answer.stream(), bytes -> transport.listener().received(registry, bytes));
        return new BlobStream(registry, counted, start, length, answer);
    }

    private static void check(Transport transport, String what, Descriptor blob, long length) throws RegistryException {
        if (length < 0) {
            throw RegistryException.refused(
                    "cannot " + what + ": neither it nor the manifest says how long it is", null);
        }
        if (blob.size() >= 0 && length != blob.size()) {
            throw RegistryException.wrongBytes("blob " + blob.digest() + " of " + transport.registry() + " has "
                    + length + " bytes: expected " + blob.size());
        }
    }

    /** The position of its first byte within the blob. */
    long start() {
        return start;
    }

    /** The number of bytes of the whole blob. */
    long length() {
        return length;
    }

    /** What ends it from outside. */
    Cutoff cutoff() {
        return answer == null ? new Cutoff() : answer.cutoff();
    }

    /** Like {@link InputStream#read(byte[], int, int)}, into the buffer's beginning. */
    int read(byte[] buffer, int most) throws RegistryException {
        try {
            return stream.read(buffer, 0, most);
        } catch (IOException e) {
            String reason = cutoff().reason();
            throw RegistryException.broken(
                    "read a blob to its end from " + registry, reason == null ? e : new IOException(reason, e));
        }
    }

    /** A stream that was read to its end gives its connection back. */
    @Override
    public void close() {
        if (answer != null) {
            answer.close();
        }
    }
}
