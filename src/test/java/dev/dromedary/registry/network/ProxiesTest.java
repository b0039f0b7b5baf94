package dev.dromedary.registry.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.registry.credentials.Credential;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "proxy.example, http://proxy.example:80",
        "proxy.example:3128, http://proxy.example:3128",
        "http://proxy.example:3128, http://proxy.example:3128",
        "HTTP://proxy.example:3128/, http://proxy.example:3128",
        "https://proxy.example, https://proxy.example:443",
        "http://[fd00::1]:3128, http://[fd00::1]:3128",
        "http://user:p@ss@proxy.example:3128, http://proxy.example:3128",
        "' http://proxy.example ', http://proxy.example:80"
    })
    void readsAProxy(String value, String host) {
        assertThat(through(Map.of("HTTPS_PROXY", value)).map(Proxy::host).map(HttpHost::toURI))
                .contains(host);
    }

    @Test
    void decodesUserAndPassword() {
        assertThat(through(Map.of("HTTPS_PROXY", "http://a%40b:c+d%3A%25:e@proxy.example"))
                        .flatMap(Proxy::credential))
                .contains(new Credential("a@b", "c+d:%:e"));
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://secret@h:1080, the scheme \"socks5\"",
        "socks5h://h:1080, the scheme \"socks5h\"",
        "ftp://h, the scheme \"ftp\"",
        "http://h:70000, the port 70000",
        "http://user:secret@h:0, the port 0",
        "http://, 'something else (not shown, it may hold a password)'",
        "http://user:secret, 'something else (not shown, it may hold a password)'",
        "http://user:secret%zz@h, a % in the user or password that is no %XX (write it as %25)",
        "a b, 'something else (not shown, it may hold a password)'"
    })
    void refusesWhatIsNoHttpProxy(String value, String found) {
        assertThatThrownBy(() -> Proxies.of(Map.of("https_proxy", value)))
                .isInstanceOf(InvalidProxyException.class)
                .hasMessage("https_proxy: expected http://[<user>:<password>@]<host>[:<port>], found " + found)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesUpperCaseFirstAsDockerDoes() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "upper", "https_proxy", "lower", "HTTP_PROXY", "", "http_proxy", "plain");

        assertThat(through(environment).map(Proxy::host).map(HttpHost::getHostName))
                .contains("upper");
        assertThat(Proxies.of(environment)
                        .of(new HttpHost("http", "r.example", -1))
                        .map(Proxy::host))
                .contains(new HttpHost("http", "plain", 80));
    }

    @Test
    void hasOneProxyForEachScheme() {
        Proxies proxies = Proxies.of(Map.of("HTTP_PROXY", "p"));

        assertThat(proxies.of(new HttpHost("https", "r.example", -1))).isEmpty();
        assertThat(proxies.of(new HttpHost("http", "r.example", -1))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, 443",
        "example.com, a.EXAMPLE.com, 443",
        "EXAMPLE.com, a.example.com, 443",
        ".example.com, a.example.com, 443",
        "*.example.com, a.b.example.com, 443",
        "'x, example.com ,y', example.com, 443",
        "example.com:5000, example.com, 5000",
        "example.com:443, example.com, -1",
        "10.0.0.1, 10.0.0.1, 443",
        "10.0.0.1:5000, 10.0.0.1, 5000",
        "10.0.0.0/8, 10.255.0.1, 443",
        "10.128.0.0/9, 10.129.0.1, 443",
        "fd00::/8, fd12::1, 443",
        "fd00::1, fd00:0::1, 443",
        "[fd00::1]:5000, fd00::1, 5000",
        "*, anything.example, 443",
        "'', localhost, 5000",
        "'', 127.3.2.1, 5000",
        "'', ::1, 5000"
    })
    void goesDirectlyWhereNoProxySaysSo(String noProxy, String host, int port) {
        assertThat(through(noProxy, host, port)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, notexample.com, 443",
        ".example.com, example.com, 443",
        "*.example.com, example.com, 443",
        "example.com:5000, example.com, 443",
        "10.0.0.1, 10.0.0.2, 443",
        "10.0.0.1:5000, 10.0.0.1, 443",
        "10.128.0.0/9, 10.1.0.1, 443",
        "10.0.0.0/33, 10.0.0.0, 443",
        "10.0.0.0/8, 10.example, 443",
        "fd00::/8, fe00::1, 443",
        "0.0.0.0/0, fd00::1, 443",
        "':5000,/8', example.com, 5000",
        "'', localhost.example, 443"
    })
    void goesThroughTheProxyElsewhere(String noProxy, String host, int port) {
        assertThat(through(noProxy, host, port)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void takesAnEmptyVariableForNone(String value) {
        assertThat(through(Map.of("HTTPS_PROXY", value))).isEmpty();
    }

    private static Optional<Proxy> through(Map<String, String> environment) {
        return Proxies.of(environment).of(new HttpHost("https", "registry.example", -1));
    }

    private static Optional<Proxy> through(String noProxy, String host, int port) {
        return Proxies.of(Map.of("HTTPS_PROXY", "p", "NO_PROXY", noProxy)).of(new HttpHost("https", host, port));
    }
}
