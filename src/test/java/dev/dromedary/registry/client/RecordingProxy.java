package dev.dromedary.registry.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy that knows every host as this machine. A CONNECT is let through, any other request is answered with the
 * manifest of a {@link RegistryProbe}, and the head of each is remembered.
 */
final class RecordingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final String connectStatus;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    private RecordingProxy(ServerSocket listening, String connectStatus) {
        this.listening = listening;
        this.connectStatus = connectStatus;
        workers.execute(this::acceptAll);
    }

    static RecordingProxy start() throws IOException {
        return answering("200 OK");
    }

    /** @param connectStatus and more of a head, that a CONNECT is answered with */
    static RecordingProxy answering(String connectStatus) throws IOException {
        return new RecordingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), connectStatus);
    }

    static RecordingProxy over(ServerSocket listening) {
        return new RecordingProxy(listening, "200 OK");
    }

    String name() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Request line and headers of what the proxy was asked itself. */
    List<String> heads() {
        return heads;
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket near = listening.accept();
                workers.execute(() -> serve(near));
            }
        } catch (IOException e) {
            // closed
            workers.shutdown();
        }
    }

    private void serve(Socket near) {
        try (near) {
            String head = head(near.getInputStream());
            heads.add(head);
            if (!head.startsWith("CONNECT ")) {
                answer(near.getOutputStream());
                return;
            }
            near.getOutputStream()
                    .write(("HTTP/1.1 " + connectStatus + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            if (connectStatus.startsWith("200")) {
                String authority = head.split(" ", 3)[1];
                tunnel(near, Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1)));
            }
        } catch (IOException e) {
            // one side is gone, and with it the other
        }
    }

    private static void answer(OutputStream out) throws IOException {
        byte[] manifest = RegistryProbe.manifest();
        String head = String.format(
                Locale.ROOT,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
                "application/vnd.oci.image.manifest.v1+json",
                manifest.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(manifest);
    }

    private void tunnel(Socket near, int port) throws IOException {
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
            workers.execute(() -> pass(far, near));
            near.getInputStream().transferTo(far.getOutputStream());
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

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended within its head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        workers.shutdownNow();
    }
}
