package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client of this process for who sends requests of their own, such as routes: its connections, TLS and proxies.
 * It can't be closed by whom it is given to. Answers are small: they are read whole, up to a bound, before they are handed
 * out; and those of a registry that is busy or ill are thrown, as broken connections are.
 */
@SuppressWarnings("deprecation") // HttpClient's interface still has methods that it deprecates
final class ApiClient implements HttpClient {
    private static final Logger LOG = LoggerFactory.getLogger(ApiClient.class);
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final Wire wire;
    private final Duration patience;

    /** @param patience how long an answer may take in all */
    ApiClient(Wire wire, Duration patience) {
        this.wire = wire;
        this.patience = patience;
    }

    @Override
    public ClassicHttpResponse executeOpen(
            @Nullable HttpHost host, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        if (host == null || !(request instanceof HttpUriRequestBase known)) {
            throw new ClientProtocolException("expected a host and a request that can be cancelled");
        }
        String what = "ask " + host.toHostString();
        Target target = new Target(host, Objects.requireNonNullElse(request.getPath(), "/"));
        try (Cutoff cutoff = wire.watchdog().within(patience);
                Answer answer = wire.send(sender(host), known, target, patience, cutoff)) {
            // not the path: that of a webhook is a secret
            LOG.debug("{} {}: {}", known.getMethod(), host.toURI(), answer.status());
            if (RegistryException.isPassing(answer.status())) {
                throw answer.failure("cannot " + what);
            }
            return read(answer);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw Requester.lastingTrouble(host.toHostString(), e).orElseGet(() -> RegistryException.broken(what, e));
        }
    }

    @Override
    public ClassicHttpResponse execute(
            @Nullable HttpHost host, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        return executeOpen(host, request, context);
    }

    @Override
    public ClassicHttpResponse execute(@Nullable HttpHost host, ClassicHttpRequest request) throws IOException {
        return executeOpen(host, request, null);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        return executeOpen(hostOf(request), request, context);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request) throws IOException {
        return executeOpen(hostOf(request), request, null);
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(hostOf(request), request, null, handler);
    }

    @Override
    public <T> T execute(
            ClassicHttpRequest request, @Nullable HttpContext context, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(hostOf(request), request, context, handler);
    }

    @Override
    public <T> T execute(
            @Nullable HttpHost host, ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(host, request, null, handler);
    }

    private static @Nullable HttpHost hostOf(ClassicHttpRequest request) {
        return request.getAuthority() == null ? null : new HttpHost(request.getScheme(), request.getAuthority());
    }

    private static Wire.Sender sender(HttpHost host) {
        return new Wire.Sender(new RegistryName(host.toHostString()), TrafficListener.Endpoint.REGISTRY);
    }

    private static ClassicHttpResponse read(Answer answer) throws IOException {
        BasicClassicHttpResponse whole = new BasicClassicHttpResponse(answer.status());
        whole.setEntity(new ByteArrayEntity(answer.body(LARGEST_ANSWER), ContentType.APPLICATION_OCTET_STREAM));
        return whole;
    }

    @Override
    public <T> T execute(
            @Nullable HttpHost host,
            ClassicHttpRequest request,
            @Nullable HttpContext context,
            HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        try (ClassicHttpResponse response = executeOpen(host, request, context)) {
            return handler.handleResponse(response);
        } catch (HttpException e) {
            throw new ClientProtocolException(e);
        }
    }
}
