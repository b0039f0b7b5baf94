package dev.dromedary.registry;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one blob on their way from a registry; read once. What breaks while they are read is a {@link
 * RegistryException} that names that registry.
 */
public final class BlobStream implements AutoCloseable {
    private final RegistryName registry;
    private final Answer answer;
    private final InputStream stream;
    private final long length;

    private BlobStream(RegistryName registry, Answer answer, long length) throws IOException {
        this.registry = registry;
        this.answer = answer;
        this.length = length;
        this.stream = answer.stream();
    }

    static BlobStream open(Transport transport, Call call, Descriptor blob) throws RegistryException {
        String what = "read blob " + blob.digest() + " from " + transport.registry();
        Answer answer = transport.send(call, transport.target(call.path()));
        try {
            return new BlobStream(transport.registry(), answer, length(transport, what, answer, blob));
        } catch (IOException e) {
            answer.close();
            throw e instanceof RegistryException known ? known : RegistryException.broken(what, e);
        }
    }

    private static long length(Transport transport, String what, Answer answer, Descriptor blob)
            throws RegistryException {
        if (answer.status() != 200) {
            throw transport.failure(what, answer);
        }
        long promised = answer.contentLength();
        long length = promised < 0 ? blob.size() : promised;
        if (length < 0) {
            throw RegistryException.refused(
                    "cannot " + what + ": neither it nor the manifest says how long it is", null);
        }
        if (blob.size() >= 0 && length != blob.size()) {
            throw RegistryException.refused(
                    "blob " + blob.digest() + " of " + transport.registry() + " has " + length + " bytes: expected "
                            + blob.size(),
                    null);
        }
        return length;
    }

    /** The number of bytes that the registry promised. */
    public long length() {
        return length;
    }

    /** Like {@link InputStream#read(byte[])}. */
    int read(byte[] buffer) throws RegistryException {
        try {
            return stream.read(buffer);
        } catch (IOException e) {
            throw RegistryException.broken("read a blob to its end from " + registry, e);
        }
    }

    /** True when there is nothing more to read; a stream that was read to its end gives its connection back. */
    boolean isAtEnd() throws RegistryException {
        return read(new byte[1]) < 0;
    }

    RegistryName registry() {
        return registry;
    }

    @Override
    public void close() {
        answer.close();
    }
}
