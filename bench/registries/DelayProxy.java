package registries;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Delivers what comes in on either side of a connection some milliseconds later on the other: latency, not bandwidth.
 * One thread serves all connections. Opening a connection is not delayed, since the kernel accepts it.
 */
final class DelayProxy implements Closeable {
    /** Of one direction of one connection; 100 MB/s at 20 ms. */
    private static final int MOST_QUEUED = 2 << 20;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final InetSocketAddress target;
    private final long delayNanos;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(256 << 10);
    /** The delay is the same for all, so what came first is due first. */
    private final Deque<Chunk> waiting = new ArrayDeque<>();

    private volatile boolean closed;

    /** Bytes on their way; none at all mean the end of the stream. */
    private record Chunk(long due, Half half, ByteBuffer bytes) {}

    /** One end of a connection: what it reads goes to {@code other}. */
    private static final class Half {
        private final SocketChannel channel;
        private final Deque<ByteBuffer> unwritten = new ArrayDeque<>();
        private SelectionKey key;
        private Half other;
        private long queued;
        private boolean ended;

        Half(SocketChannel channel) throws IOException {
            this.channel = channel;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    private DelayProxy(InetSocketAddress target, int millis) throws IOException {
        this.target = target;
        this.delayNanos = millis * 1_000_000L;
        selector = Selector.open();
        server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    static DelayProxy start(InetSocketAddress target, int millis) throws IOException {
        DelayProxy proxy = new DelayProxy(target, millis);
        Thread thread = new Thread(proxy::serve, "delay-proxy");
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void serve() {
        try (selector) {
            while (!closed) {
                select();
                deliverWhatIsDue();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            System.err.println("delay proxy: " + e.getMessage());
        }
    }

    private void select() throws IOException {
        long nanos = waiting.isEmpty() ? 1_000_000_000 : waiting.getFirst().due() - System.nanoTime();
        if (nanos <= 0) {
            selector.selectNow(this::handle);
        } else {
            selector.select(this::handle, (nanos + 999_999) / 1_000_000);
        }
    }

    private void handle(SelectionKey key) {
        Half half = (Half) key.attachment();
        try {
            if (half == null) {
                accept();
            } else if (key.isValid() && key.isReadable()) {
                read(half);
            }
            if (half != null && key.isValid() && key.isWritable()) {
                write(half);
            }
        } catch (IOException e) {
            drop(half);
        }
    }

    private void accept() throws IOException {
        SocketChannel accepted = server.accept();
        if (accepted == null) {
            return;
        }
        Half client = new Half(accepted);
        Half registry;
        try {
            registry = new Half(SocketChannel.open(target));
        } catch (IOException e) {
            accepted.close();
            return;
        }
        client.other = registry;
        registry.other = client;
        client.key = client.channel.register(selector, SelectionKey.OP_READ, client);
        registry.key = registry.channel.register(selector, SelectionKey.OP_READ, registry);
    }

    private void read(Half half) throws IOException {
        scratch.clear();
        int count = half.channel.read(scratch);
        scratch.flip();
        ByteBuffer bytes = ByteBuffer.allocate(scratch.remaining()).put(scratch).flip();
        waiting.add(new Chunk(System.nanoTime() + delayNanos, half.other, bytes));
        half.other.queued += bytes.remaining();
        if (count < 0 || half.other.queued > MOST_QUEUED) {
            interest(half, SelectionKey.OP_READ, false);
            half.ended |= count < 0;
        }
    }

    private void deliverWhatIsDue() {
        long now = System.nanoTime();
        while (!waiting.isEmpty() && waiting.getFirst().due() <= now) {
            Chunk chunk = waiting.removeFirst();
            chunk.half().unwritten.add(chunk.bytes());
            try {
                write(chunk.half());
            } catch (IOException e) {
                drop(chunk.half());
            }
        }
    }

    private static void write(Half half) throws IOException {
        boolean flows = true;
        while (flows && !half.unwritten.isEmpty()) {
            flows = writeFirst(half);
        }
        interest(half, SelectionKey.OP_WRITE, !flows);
        if (half.queued <= MOST_QUEUED && !half.other.ended) {
            interest(half.other, SelectionKey.OP_READ, true);
        }
        if (half.ended && half.other.ended && half.queued + half.other.queued == 0) {
            drop(half);
        }
    }

    /** False when the other side takes no more for now. */
    private static boolean writeFirst(Half half) throws IOException {
        ByteBuffer bytes = half.unwritten.getFirst();
        if (bytes.limit() == 0) {
            half.channel.shutdownOutput();
        } else {
            half.queued -= half.channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            return false;
        }
        half.unwritten.removeFirst();
        return true;
    }

    private static void interest(Half half, int operation, boolean wanted) {
        if (half.key.isValid()) {
            int others = half.key.interestOps() & ~operation;
            half.key.interestOps(wanted ? others | operation : others);
        }
    }

    private static void drop(Half half) {
        if (half != null) {
            closeQuietly(half.channel);
            closeQuietly(half.other.channel);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
