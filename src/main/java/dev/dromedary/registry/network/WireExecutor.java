package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * The last steps before the wire, which HttpClient leaves to nobody else: a proxy is told who asks, what it refuses is not
 * taken for the registry's answer, and the wait for an answer is not the wait for each part of its body.
 */
final class WireExecutor extends HttpRequestExecutor {
    private static final int CONTINUE = 100;
    private static final int SUCCESS = 200;
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int PROXY_WANTS_A_CREDENTIAL = 407;

    private final Proxies proxies;
    private final Timeout stall;

    /** @param stall how long the other side may be silent within a body */
    WireExecutor(Proxies proxies, Timeout stall) {
        this.proxies = proxies;
        this.stall = stall;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        boolean connect = request.getMethod().equals("CONNECT");
        HttpHost target = new HttpHost(connect ? "https" : request.getScheme(), request.getAuthority());
        // within a tunnel the proxy sees nothing, and the registry must not see what is the proxy's
        boolean tunnelled = !connect && target.getSchemeName().equals("https");
        Optional<Proxy> proxy = tunnelled ? Optional.empty() : proxies.of(target);
        proxy.flatMap(Proxy::credential)
                .ifPresent(credential -> request.setHeader("Proxy-Authorization", credential.basic()));
        if (connect) {
            connection.setSocketTimeout(stall);
        }
        ClassicHttpResponse response = exchange(request, connection, callback, context);
        connection.setSocketTimeout(stall);
        if (proxy.isPresent() && isRefusal(connect, response.getCode())) {
            throw refusal(proxy.get(), target, response);
        }
        return response;
    }

    /** HttpClient answers an Error by closing the pool of all lines; it is to be the failure of one. */
    private ClassicHttpResponse exchange(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        try {
            return request.containsHeader(HttpHeaders.EXPECT)
                    ? askFirst(request, connection)
                    : super.execute(request, connection, callback, context);
        } catch (StackOverflowError | LinkageError e) {
            throw new IOException("a fault of ours: " + e, e);
        }
    }

    /** HttpClient would send the body behind a redirect too, to a server that no longer reads and hangs up. */
    private static ClassicHttpResponse askFirst(ClassicHttpRequest request, HttpClientConnection connection)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        connection.flush();
        ClassicHttpResponse answer = connection.isDataAvailable(DEFAULT_WAIT_FOR_CONTINUE) ? next(connection) : null;
        if (answer != null && answer.getCode() >= REDIRECTION) {
            connection.terminateRequest(request);
        } else {
            connection.sendRequestEntity(request);
            connection.flush();
        }
        while (answer == null || answer.getCode() < SUCCESS) {
            answer = next(connection);
        }
        if (MessageSupport.canResponseHaveBody(request.getMethod(), answer)) {
            connection.receiveResponseEntity(answer);
        }
        return answer;
    }

    /** The next answer that may be the last, or asks for the body. */
    private static ClassicHttpResponse next(HttpClientConnection connection) throws IOException, HttpException {
        ClassicHttpResponse answer = connection.receiveResponseHeader();
        while (answer.getCode() < SUCCESS && answer.getCode() != CONTINUE) {
            answer = connection.receiveResponseHeader();
        }
        return answer;
    }

    private static boolean isRefusal(boolean connect, int status) {
        return status == PROXY_WANTS_A_CREDENTIAL || (connect && status != OK);
    }

    private static IOException refusal(Proxy proxy, HttpHost target, ClassicHttpResponse response) {
        String message = "the proxy " + proxy.host().toHostString() + " does not let us through to "
                + target.toHostString() + " (" + response.getCode() + ")";
        return response.getCode() < 500 ? RegistryException.refused(message, null) : new IOException(message);
    }
}
