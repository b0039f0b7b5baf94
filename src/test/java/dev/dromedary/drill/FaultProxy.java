package dev.dromedary.drill;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before a registry on loopback and breaks every connection in the middle of its bytes, some soon: most are reset,
 * some are closed as if nothing were wrong, and a few fall silent.
 */
final class FaultProxy implements Closeable {
    private static final int FAULTY = 5;
    private static final int MOST_BYTES = 300_000;
    private static final int LATER = 1_000_000;
    private static final int ENDS = 20;

    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final int target;
    private final Random random;
    private final AtomicLong faults = new AtomicLong();

    private FaultProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
    }

    /** @param registry by name, {@code 127.0.0.1:<port>} */
    static FaultProxy before(String registry, long seed) throws IOException {
        FaultProxy proxy = new FaultProxy(Integer.parseInt(registry.substring(registry.indexOf(':') + 1)), seed);
        proxy.daemon(proxy::accept);
        return proxy;
    }

    String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** How a connection breaks. */
    private enum End {
        RESET,
        CLOSED,
        SILENT;

        static End of(int dice) {
            return switch (dice) {
                case 0 -> SILENT;
                case 1, 2, 3, 4 -> CLOSED;
                default -> RESET;
            };
        }
    }

    /** How many connections broke. */
    long faults() {
        return faults.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                boolean faulty = random.nextInt(FAULTY) == 0;
                long bytes = random.nextInt(MOST_BYTES) + (faulty ? 0L : LATER);
                End end = End.of(random.nextInt(ENDS));
                daemon(() -> connect(client, bytes, end));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void connect(Socket client, long bytes, End end) {
        try (client;
                Socket registry = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread answers = daemon(() -> pump(registry, client, bytes, end));
            pump(client, registry, bytes, end);
            answers.join(TimeUnit.MINUTES.toMillis(10));
        } catch (IOException | InterruptedException e) {
            // the registry refuses, and so does this
        }
    }

    /** Hands on what comes until so many bytes have passed. */
    private void pump(Socket from, Socket to, long bytes, End end) {
        byte[] buffer = new byte[16 * 1024];
        long left = bytes;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                left -= n;
                if (left < 0) {
                    faults.incrementAndGet();
                    breakOff(from, to, end);
                    return;
                }
                out.write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // one end is gone, so is the other
            reset(from);
            reset(to);
        }
    }

    private static void breakOff(Socket from, Socket to, End end) throws IOException {
        switch (end) {
            case RESET -> {
                reset(from);
                reset(to);
            }
            case CLOSED -> {
                from.close();
                to.close();
            }
            case SILENT -> from.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
