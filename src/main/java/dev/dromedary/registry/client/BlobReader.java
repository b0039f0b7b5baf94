package dev.dromedary.registry.client;

import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import java.io.EOFException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is read to its end whatever breaks on the way, hashed while it is read. After a drop it goes on where it was.
 * It can be wound back, so that a destination that lost bytes gets them again.
 */
final class BlobReader implements AutoCloseable {
    private static final long BETWEEN_CHECKPOINTS = 1024 * 1024;
    /** More than what socket buffers hold: as far back as a destination can have lost bytes. */
    private static final int MOST_CHECKPOINTS = 32;

    private final BlobSource source;
    private final Flow flow;
    private final Lease lease;
    private final TrafficListener listener;
    private final Drops drops;
    private final Deque<Checkpoint> checkpoints = new ArrayDeque<>();

    private MessageDigest hasher;
    private long position;
    private long length = -1;
    /** Up to here bytes are hashed only: the destination has them. */
    private long wanted;

    private long farthest;
    private long atLastDrop;

    private @Nullable BlobStream stream;
    /** Where in the blob the stream is. */
    private long streamPosition;

    private @Nullable RegistryException failure;

    /** @param transport of the destination */
    BlobReader(BlobSource source, Flow flow, Transport transport, Lease lease) {
        this.source = source;
        this.flow = flow;
        this.lease = lease;
        this.drops = new Drops(transport.patience());
        this.listener = transport.listener();
        this.hasher = source.blob().digest().hasher();
    }

    /** The state of the hash after so many bytes. */
    private record Checkpoint(long position, MessageDigest hasher) {}

    /** Opens it, unless it is open. */
    void open() throws RegistryException {
        try {
            stream(lease);
        } catch (RegistryException e) {
            failure = e;
            throw e;
        }
    }

    /** The number of bytes of the whole blob, once it was opened. */
    long length() {
        return length;
    }

    /** How many bytes were given out, or were had by the destination. */
    long position() {
        return Math.max(position, wanted);
    }

    /** The most bytes that were ever read of it. */
    long farthest() {
        return farthest;
    }

    /** What ended the reading for good; null when nothing did. */
    @Nullable
    RegistryException failure() {
        return failure;
    }

    /** Reads at least one byte, and never more than the blob has. The blob's last bytes come only if all are right. */
    int read(byte[] buffer) throws RegistryException {
        try {
            while (position < wanted) {
                advance(buffer, wanted);
            }
            int read = advance(buffer, length);
            verifyAtEnd();
            return read;
        } catch (RegistryException e) {
            failure = e;
            throw e;
        }
    }

    /** An empty blob has no last bytes that could be held back. */
    void verifyIfEmpty() throws RegistryException {
        if (length == 0) {
            verifyAtEnd();
        }
    }

    /** Goes back, so that the next bytes are those behind this position. */
    void windBack(long to) {
        close();
        while (!checkpoints.isEmpty() && checkpoints.getLast().position() > to) {
            checkpoints.removeLast();
        }
        Checkpoint last = checkpoints.pollLast();
        position = last == null ? 0 : last.position();
        hasher = last == null ? source.blob().digest().hasher() : last.hasher();
        wanted = to;
        atLastDrop = position;
        failure = null;
    }

    /** Reads up to that position, and goes on behind a drop. */
    private int advance(byte[] buffer, long to) throws RegistryException {
        while (true) {
            // its place is kept: the destination waits in the middle of a request
            BlobStream open = stream(Lease.NONE);
            try {
                int read = streamPosition < position
                        ? skip(open, buffer)
                        : next(open, buffer, (int) Math.min(buffer.length, to - position));
                if (read > 0) {
                    return read;
                }
            } catch (RegistryException e) {
                close();
                Duration wait = drops.count(position - atLastDrop, e);
                atLastDrop = position;
                listener.retried(source.registry(), e);
                listener.waiting(source.registry(), TrafficListener.Wait.BACK_OFF, wait);
                Lease.pause(wait);
            }
        }
    }

    private int next(BlobStream open, byte[] buffer, int most) throws RegistryException {
        int read = readWatched(open, buffer, most);
        hasher.update(buffer, 0, read);
        position += read;
        farthest = Math.max(farthest, position);
        keepCheckpoint();
        return read;
    }

    /** A registry that does not know ranges began anew: what was read already is passed over. */
    private int skip(BlobStream open, byte[] buffer) throws RegistryException {
        while (streamPosition < position) {
            readWatched(open, buffer, (int) Math.min(buffer.length, position - streamPosition));
        }
        return 0;
    }

    private int readWatched(BlobStream open, byte[] buffer, int most) throws RegistryException {
        flow.waitsFor(Flow.Side.SOURCE);
        try {
            int read = open.read(buffer, most);
            if (read < 0) {
                throw RegistryException.broken(
                        "read a blob to its end from " + source.registry(),
                        new EOFException("blob " + source.blob().digest() + " ends after " + position + " of " + length
                                + " bytes"));
            }
            flow.moved(read);
            streamPosition += read;
            return read;
        } finally {
            flow.waitsFor(Flow.Side.NOBODY);
        }
    }

    private BlobStream stream(Lease held) throws RegistryException {
        BlobStream open = stream;
        if (open == null) {
            open = source.open(position, held);
            flow.reads(open.cutoff());
            setLength(open);
            streamPosition = open.start();
            stream = open;
        }
        return open;
    }

    private void setLength(BlobStream open) throws RegistryException {
        if (length >= 0 && open.length() != length) {
            open.close();
            throw RegistryException.wrongBytes("blob " + source.blob().digest() + " of " + source.registry() + " has "
                    + open.length() + " bytes: expected " + length);
        }
        length = open.length();
    }

    private void keepCheckpoint() {
        long last = checkpoints.isEmpty() ? 0 : checkpoints.getLast().position();
        if (position - last < BETWEEN_CHECKPOINTS || position == length) {
            return;
        }
        try {
            checkpoints.addLast(new Checkpoint(position, (MessageDigest) hasher.clone()));
        } catch (CloneNotSupportedException e) {
            return; // a hash that can't be copied is begun anew
        }
        if (checkpoints.size() > MOST_CHECKPOINTS) {
            checkpoints.removeFirst();
        }
    }

    private void verifyAtEnd() throws RegistryException {
        if (position < length) {
            return;
        }
        String what = "blob " + source.blob().digest() + " of " + source.registry();
        if (hasMore()) {
            throw RegistryException.wrongBytes(what + " has more than the " + length + " bytes that were announced");
        }
        if (!source.blob().digest().matchesHash(hasher.digest())) {
            throw RegistryException.wrongBytes(what + " does not have the bytes that its digest names");
        }
    }

    /** Reading on to the very end gives the connection back. */
    private boolean hasMore() throws RegistryException {
        BlobStream open = stream(Lease.NONE);
        flow.waitsFor(Flow.Side.SOURCE);
        try {
            return open.read(new byte[1], 1) >= 0;
        } catch (RegistryException e) {
            return false; // every byte is here, and the hash decides
        } finally {
            flow.waitsFor(Flow.Side.NOBODY);
        }
    }

    @Override
    public void close() {
        BlobStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
