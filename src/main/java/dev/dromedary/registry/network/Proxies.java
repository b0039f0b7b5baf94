package dev.dromedary.registry.network;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy a host is asked, if through any: what the variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY say, read
 * as docker (Go's httpproxy) reads them.
 */
public final class Proxies {
    private final @Nullable Proxy http;
    private final @Nullable Proxy https;
    private final NoProxy direct;

    private Proxies(@Nullable Proxy http, @Nullable Proxy https, NoProxy direct) {
        this.http = http;
        this.https = https;
        this.direct = direct;
    }

    /** Every host is asked directly. */
    public static Proxies none() {
        return new Proxies(null, null, new NoProxy(""));
    }

    /** Throws {@link InvalidProxyException} when a proxy can't be used. */
    public static Proxies of(Map<String, String> environment) {
        return new Proxies(
                proxy(environment, "HTTP_PROXY", "http_proxy"),
                proxy(environment, "HTTPS_PROXY", "https_proxy"),
                new NoProxy(firstSet(environment, "NO_PROXY", "no_proxy")
                        .map(environment::get)
                        .orElse("")));
    }

    private static @Nullable Proxy proxy(Map<String, String> environment, String... variables) {
        return firstSet(environment, variables)
                .map(variable -> Proxy.of(
                        variable, environment.getOrDefault(variable, "").strip()))
                .orElse(null);
    }

    private static Optional<String> firstSet(Map<String, String> environment, String... variables) {
        return Stream.of(variables)
                .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
                .findFirst();
    }

    /** The proxy between here and this scheme, host and port. */
    Optional<Proxy> of(HttpHost host) {
        boolean secure = host.getSchemeName().equals("https");
        int standard = secure ? 443 : 80;
        return Optional.ofNullable(secure ? https : http)
                .filter(proxy -> !direct.covers(host.getHostName(), host.getPort() < 0 ? standard : host.getPort()));
    }
}
