package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryRules;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client and connection pool of this process. Everything that HttpClient would decide by itself is off:
 * retries, redirects, cookies, compression and authentication are decided by what knows registries.
 */
public final class Connections implements Closeable {
    /** A blob holds a connection to both ends at once, and both may be one registry: twice the most that can be set, and some. */
    private static final int MOST_TO_ONE_REGISTRY = 2 * 256 + 16;

    private static final int MOST = 2048;

    /** HttpClient knows no bounds by itself: an endless header would fill the memory. */
    private static final int LONGEST_HEADER = 32 * 1024;

    private static final int MOST_HEADERS = 200;
    private static final long BODY_WORTH_ASKING_FIRST = 1024 * 1024;

    private final Addresses addresses;
    private final CloseableHttpClient client;

    public Connections(RegistryRules rules, Network network, String userAgent) {
        this(rules, network, userAgent, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names finds the addresses of hosts */
    Connections(RegistryRules rules, Network network, String userAgent, DnsResolver names) {
        addresses = new Addresses(names);
        Timeout stall = Timeout.of(rules.patience().stallTimeout());
        client = HttpClients.custom()
                .setConnectionManager(pool(rules, network, addresses))
                .setRequestExecutor(new WireExecutor(network.proxies(), stall))
                .setRoutePlanner(routes(network.proxies()))
                .setUserAgent(userAgent)
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableConnectionState() // whose a connection is, its host says
                .disableCookieManagement()
                .setDefaultCookieSpecRegistry(name -> null) // its own reads every public suffix that there is
                .disableRedirectHandling()
                .build();
    }

    /** Sends one request; the caller closes the response. */
    public CloseableHttpResponse send(Target target, ClassicHttpRequest request, java.time.Duration answerTimeout)
            throws IOException {
        HttpClientContext context = HttpClientContext.create();
        boolean large = request.getEntity() != null && request.getEntity().getContentLength() > BODY_WORTH_ASKING_FIRST;
        context.setRequestConfig(RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setConnectionRequestTimeout(Timeout.ofMinutes(5))
                .setExpectContinueEnabled(large)
                .setResponseTimeout(Timeout.of(answerTimeout))
                .build());
        // a proxy makes its connections itself, and may well have an inner address
        ClassicHttpResponse response = target.isPublicOnly() && !target.isProxied()
                ? addresses.publicOnly(() -> client.executeOpen(target.host(), request, context))
                : client.executeOpen(target.host(), request, context);
        return CloseableHttpResponse.adapt(response);
    }

    private static PoolingHttpClientConnectionManager pool(RegistryRules rules, Network network, Addresses addresses) {
        Timeout stall = Timeout.of(rules.patience().stallTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDnsResolver(addresses)
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST_TO_ONE_REGISTRY)
                .setTlsSocketStrategy(new TlsByHost(rules.options(), network.certificates()))
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(true)
                        .setSoTimeout(stall)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(10))
                        .setSocketTimeout(stall)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    private static HttpRoutePlanner routes(Proxies proxies) {
        return new DefaultRoutePlanner(null) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                return proxies.of(target).map(Proxy::host).orElse(null);
            }
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
