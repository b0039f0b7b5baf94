package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one HTTP client and connection pool of this process. Everything that HttpClient would decide by itself is off:
 * retries, redirects, cookies, compression and authentication are decided by what knows registries.
 */
final class Connections implements Closeable {
    /** A line holds a connection to both ends at once, and both may be one registry: never fewer than two for each job. */
    private static final int MOST_TO_ONE_REGISTRY = 64;

    private static final int MOST = 1024;

    /** HttpClient knows no bounds by itself: an endless header would fill the memory. */
    private static final int LONGEST_HEADER = 32 * 1024;

    private static final int MOST_HEADERS = 200;
    private static final long BODY_WORTH_ASKING_FIRST = 1024 * 1024;

    private final CloseableHttpClient client;

    Connections(RegistryRules rules, String userAgent) {
        client = HttpClients.custom()
                .setConnectionManager(
                        pool(rules.options().apply(RegistryName.DOCKER_HUB).tlsVerify()))
                .setUserAgent(userAgent)
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** Sends one request; the caller closes the response. */
    CloseableHttpResponse send(HttpHost host, ClassicHttpRequest request, java.time.Duration answerTimeout)
            throws IOException {
        HttpClientContext context = HttpClientContext.create();
        boolean large = request.getEntity() != null && request.getEntity().getContentLength() > BODY_WORTH_ASKING_FIRST;
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofMinutes(5))
                .setExpectContinueEnabled(large)
                .setResponseTimeout(Timeout.of(answerTimeout))
                .build());
        return CloseableHttpResponse.adapt(client.executeOpen(host, request, context));
    }

    private static PoolingHttpClientConnectionManager pool(boolean tlsVerify) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST_TO_ONE_REGISTRY)
                .setTlsSocketStrategy(tls(tlsVerify))
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.ofSeconds(60))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(10))
                        .setSocketTimeout(Timeout.ofSeconds(60))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    private static TlsSocketStrategy tls(boolean verify) {
        ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create();
        if (verify) {
            return builder.useSystemProperties().buildClassic();
        }
        try {
            return builder.setSslContext(SSLContextBuilder.create()
                            .loadTrustMaterial(TrustAllStrategy.INSTANCE)
                            .build())
                    // without it the JDK still compares the host's name
                    .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
                    .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                    .buildClassic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK can make a TLS context", e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
