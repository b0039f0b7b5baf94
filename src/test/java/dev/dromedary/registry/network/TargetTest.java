package dev.dromedary.registry.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.registry.RegistryException;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final Target PLAIN = new Target(new HttpHost("http", "reg.example", 5000), "/v2/a/b?old=1");
    private static final Target SECURE = new Target(new HttpHost("https", "reg.example", -1), "/v2/a/b?old=1");

    @ParameterizedTest
    @CsvSource({
        "/x/y, http://reg.example:5000, /x/y",
        "/x/y?a=%2F+b&c, http://reg.example:5000, /x/y?a=%2F+b&c",
        "/x/../y, http://reg.example:5000, /x/../y",
        "y?z, http://reg.example:5000, /v2/a/y?z",
        "./y, http://reg.example:5000, /v2/a/y",
        "../y/, http://reg.example:5000, /v2/y/",
        "../../../y, http://reg.example:5000, /y",
        "?z=http://other, http://reg.example:5000, /v2/a/b?z=http://other",
        "y?z=http://other/x, http://reg.example:5000, /v2/a/y?z=http://other/x",
        "//other/x, http://other, /x",
        "http://other, http://other, /",
        "http://other?z, http://other, /?z",
        "HTTPS://Other:8443/x?q#f, https://Other:8443, /x?q",
        "https://[::1]:5000/x, https://[::1]:5000, /x"
    })
    void resolvesALocation(String location, String origin, String path) throws RegistryException {
        Target target = PLAIN.resolve(location);

        assertThat(target.host().toURI()).isEqualToIgnoringCase(origin);
        assertThat(target.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://other/x",
                "data:x",
                "http:/x",
                "http:x",
                "http://",
                "http://user@other/x",
                "http://user:secret@other/x",
                "http://other:port/x",
                "http://other:70000/x",
                "http://a b/x",
                "/x y",
                "/x\ty",
                "/x\u00e4",
                "http://ot\u00e4er/"
            })
    void refusesALocationThatIsNoUrlOfARegistry(String location) {
        assertThatThrownBy(() -> PLAIN.resolve(location))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("Location \"")
                .hasMessageEndingWith(" of reg.example:5000: expected an http or https URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void neverLeadsFromTlsToPlainHttp() throws RegistryException {
        assertThatThrownBy(() -> SECURE.resolve("http://reg.example/x?token=secret"))
                .hasMessage("Location \"http://reg.example/x\" of reg.example: expected an https URL");
        assertThat(SECURE.resolve("//other/x").isSecure()).isTrue();
    }

    @Test
    void keepsTheSecretsOfAQueryOutOfLogs() {
        assertThat(PLAIN).hasToString("http://reg.example:5000/v2/a/b");
    }

    @Test
    void addsAParameterBehindTheOthers() {
        assertThat(PLAIN.with("digest=x").path()).isEqualTo("/v2/a/b?old=1&digest=x");
        assertThat(new Target(PLAIN.host(), "/x").with("digest=x").path()).isEqualTo("/x?digest=x");
    }

    @ParameterizedTest
    @CsvSource({
        "https, reg.example, 443, true",
        "https, REG.example, -1, true",
        "http, reg.example, -1, false",
        "https, reg.example, 5000, false",
        "https, sub.reg.example, -1, false"
    })
    void hasTheOriginOfTheSameSchemeHostAndPort(String scheme, String host, int port, boolean same) {
        assertThat(SECURE.hasSameOrigin(new Target(new HttpHost(scheme, host, port), "/")))
                .isEqualTo(same);
    }
}
