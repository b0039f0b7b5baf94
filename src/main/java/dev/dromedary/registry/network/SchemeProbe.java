package dev.dromedary.registry.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Finds out whether a port speaks TLS, by the first byte of its answer to a ClientHello (RFC 8446, section 5.1). Asked of
 * registries that may be plain HTTP only, once each.
 */
public final class SchemeProbe {
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    /** A server that speaks HTTP may wait for the end of what it takes for a request before it refuses it. */
    private static final byte[] END_OF_AN_HTTP_REQUEST = {'\r', '\n', '\r', '\n'};

    private static final int MILLIS = 10_000;

    private SchemeProbe() {}

    /** Throws IOException when the port can't be reached or says nothing: that is no answer to remember. */
    public static boolean speaksTls(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            socket.setSoTimeout(MILLIS);
            ByteBuffer hello = clientHello(host, port);
            byte[] record = new byte[hello.remaining()];
            hello.get(record);
            socket.getOutputStream().write(record);
            socket.getOutputStream().write(END_OF_AN_HTTP_REQUEST);
            int first = socket.getInputStream().read();
            if (first < 0) {
                throw new IOException("the connection was closed before an answer");
            }
            return first == ALERT || first == HANDSHAKE;
        }
    }

    private static ByteBuffer clientHello(String host, int port) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            engine.beginHandshake();
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            return hello.flip();
        } catch (NoSuchAlgorithmException e) {
            // a trust store that was configured and can't be read
            throw new IOException("no TLS context: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }
}
