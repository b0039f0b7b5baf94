package dev.dromedary.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A blocking HTTP/1.1 server: one thread a connection, and at most {@value #MOST_CONNECTIONS} of them; the next client
 * waits in the backlog. HttpCore's own server has no such bound.
 */
final class HttpListener implements AutoCloseable {
    /** The attribute of a request's context that holds the {@link DefaultBHttpServerConnection} it came by. */
    static final String CONNECTION = "dromedary.connection";

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int MOST_CONNECTIONS = 256;
    private static final int BACKLOG = 512;
    private static final int IDLE_MILLIS = 120_000;
    private static final int ACCEPT_PAUSE_MILLIS = 100;
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16_384).build();

    private final ServerSocket listening;
    private final HttpService service;
    private final DefaultBHttpServerConnectionFactory connections =
            DefaultBHttpServerConnectionFactory.builder().http1Config(LIMITS).build();
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);
    private final Set<DefaultBHttpServerConnection> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers;

    private HttpListener(ServerSocket listening, HttpRequestHandler handler) {
        this.listening = listening;
        this.service =
                new HttpService(HttpProcessors.server("Dromedary"), new ContinueWhenRead(handler), LIMITS, null, null);
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "embedded-registry-" + listening.getLocalPort());
            thread.setDaemon(true);
            return thread;
        });
    }

    static HttpListener start(InetSocketAddress address, HttpRequestHandler handler) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        HttpListener listener = new HttpListener(socket, handler);
        listener.workers.execute(listener::acceptAll);
        return listener;
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("cannot close port {}: {}", port(), e.getMessage());
        }
        workers.shutdownNow();
        open.forEach(connection -> connection.close(CloseMode.IMMEDIATE));
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.debug("requests to port {} are still being answered", port());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                free.acquire();
                accept();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void accept() throws InterruptedException {
        try {
            Socket socket = listening.accept();
            workers.execute(() -> serve(socket));
        } catch (IOException e) {
            free.release();
            if (!listening.isClosed()) {
                LOG.warn("cannot accept a connection: {}", e.getMessage());
                // out of file descriptors: accepting again at once would fail again at once
                Thread.sleep(ACCEPT_PAUSE_MILLIS);
            }
        }
    }

    private void serve(Socket socket) {
        try (DefaultBHttpServerConnection connection = connections.createConnection(socket)) {
            open.add(connection);
            try {
                serveAll(socket, connection);
            } finally {
                open.remove(connection);
            }
        } catch (IOException | HttpException e) {
            LOG.debug("connection of {} ended: {}", socket.getRemoteSocketAddress(), e.toString());
        } catch (RuntimeException e) {
            LOG.error("cannot answer {}", socket.getRemoteSocketAddress(), e);
        } finally {
            free.release();
        }
    }

    private void serveAll(Socket socket, DefaultBHttpServerConnection connection) throws IOException, HttpException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        while (connection.isOpen()) {
            // close() may have looked through the open connections before this one was among them
            if (listening.isClosed()) {
                throw new InterruptedIOException("the registry was closed");
            }
            HttpCoreContext context = HttpCoreContext.create();
            context.setAttribute(CONNECTION, connection);
            service.handleRequest(connection, context);
        }
    }
}
