package dev.dromedary.registry.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of a port and counts the connections that are made to it. */
final class CountingProxy implements AutoCloseable {
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port;

    /** @param behind {@code 127.0.0.1:<port>} */
    CountingProxy(String behind) throws IOException {
        port = Integer.parseInt(behind.substring(behind.indexOf(':') + 1));
        workers.execute(this::acceptAll);
    }

    String name() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket near = listening.accept();
                connections.incrementAndGet();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                workers.execute(() -> pass(near, far));
                workers.execute(() -> pass(far, near));
            }
        } catch (IOException e) {
            // closed
            workers.shutdown();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one side is gone, and with it the other
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        workers.shutdownNow();
    }
}
