package dev.dromedary.registry.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InnerNetworkTest {
    private static final Proxies PROXIED = Proxies.of(Map.of("HTTPS_PROXY", "p", "NO_PROXY", "direct.test"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:a00:1::1",
                "fc00::1",
                "fd00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesToBeLedToAnInnerAddress(String to) {
        assertThatThrownBy(() -> InnerNetwork.led(direct("8.8.8.8"), direct(to)))
                .hasMessageEndingWith("expected a public address, found one of an inner network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2001:4860:4860::8888"
            })
    void followsToAPublicAddress(String to) {
        assertThatCode(() -> InnerNetwork.led(direct("8.8.8.8"), direct(to))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 192.168.0.1", "127.0.0.1, 10.0.0.1", "fd00::1, 10.0.0.1", "100.64.0.1, fd00::1"})
    void followsFromOneInnerAddressToAnother(String from, String to) {
        assertThatCode(() -> InnerNetwork.led(direct(from), direct(to))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "fd00::1",
                "169.254.169.254",
                "localhost.",
                "x.localhost",
                "0x7f000001",
                "0177.0.0.1",
                "2130706433",
                "10.0.0.1."
            })
    void readsAddressesThatAProxyWouldAsk(String to) {
        assertThatThrownBy(() -> InnerNetwork.led(proxied("registry.test"), proxied(to)))
                .hasMessageEndingWith("expected a public address, found one of an inner network");
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage.test", "8.8.8.8", "2001:4860:4860::8888", "s3.eu-1.test", "0xcafe.test"})
    void leavesNamesToTheProxy(String to) {
        assertThatCode(() -> InnerNetwork.led(proxied("registry.test"), proxied(to)))
                .doesNotThrowAnyException();
    }

    private static Target direct(String host) {
        return new Target(new HttpHost("https", host, 443), "/");
    }

    private static Target proxied(String host) {
        return new Target(new HttpHost("https", host, 443), "/", PROXIED);
    }
}
