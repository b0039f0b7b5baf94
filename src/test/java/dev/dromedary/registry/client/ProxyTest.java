package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.network.Connections;
import dev.dromedary.registry.network.Identity;
import dev.dromedary.registry.network.Network;
import dev.dromedary.registry.network.Proxies;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that go through a proxy; {@code registry.test} is a name that only the proxy knows. */
class ProxyTest {
    private static final String BASIC_OF_ME = "Proxy-Authorization: Basic bWU6cEBzOnM=";

    @TempDir
    private Path folder;

    private Identity identity;
    private Path authority;

    @BeforeEach
    void makeAnIdentity() throws IOException, GeneralSecurityException, InterruptedException {
        identity = Identity.local(folder);
        authority = identity.writeCertificate(folder.resolve("ca.pem"));
    }

    @Test
    void asksOverHttpsThroughATunnel() throws IOException, GeneralSecurityException {
        try (RecordingProxy proxy = RecordingProxy.start();
                TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = probe("http://me:p%40s:s@" + proxy.name())) {
            assertThat(probe.read(name(registry))).isEqualTo(RegistryProbe.digest());

            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT " + name(registry) + " HTTP/1.1\r\n")
                    .contains(BASIC_OF_ME);
            assertThat(registry.hosts()).containsExactly(name(registry));
        }
    }

    @Test
    void keepsTheProxysPasswordFromTheRegistry() throws IOException, GeneralSecurityException {
        try (RecordingProxy proxy = RecordingProxy.start();
                TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = probe("http://me:secret@" + proxy.name())) {
            probe.read(name(registry));

            assertThat(registry.headers()).isNotEmpty().doesNotContain("Proxy-authorization");
        }
    }

    @Test
    void reachesAProxyOverTls() throws IOException, GeneralSecurityException {
        Path certificates = Files.createDirectory(folder.resolve("certs.d"));
        try (RecordingProxy proxy = RecordingProxy.over(identity.server(List.of())
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress()));
                TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = new RegistryProbe(
                        name -> trusting(),
                        new Network(Proxies.of(Map.of("https_proxy", "https://" + proxy.name())), certificates))) {
            identity.writeCertificate(
                    Files.createDirectory(certificates.resolve(proxy.name())).resolve("ca.crt"));

            assertThat(probe.read(name(registry))).isEqualTo(RegistryProbe.digest());
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void sendsPlainRequestsWholeAndAsTheyAre() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.start();
                Connections connections = connections(Map.of("HTTP_PROXY", "me:p%40s:s@" + proxy.name()))) {
            Target target = new Target(new HttpHost("http", "registry.test", 5000), "/v2/a%2Fb/?x=%2F+b&c&_=a~b%7E");
            ClassicHttpRequest request = new BasicClassicHttpRequest("GET", target.host(), target.path());
            connections.send(target, request, Duration.ofSeconds(10)).close();

            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("GET http://registry.test:5000" + target.path() + " HTTP/1.1\r\n")
                    .contains("Host: registry.test:5000\r\n")
                    .contains(BASIC_OF_ME);
        }
    }

    @Test
    void takesPlainHttpBehindAProxyWhereItIsSet() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.start();
                RegistryProbe probe = new RegistryProbe(
                        name -> new RegistryOptions(
                                true, true, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 1, 0),
                        network("http_proxy", proxy.name()))) {
            assertThat(probe.read("registry.test:5000")).isEqualTo(RegistryProbe.digest());
        }
    }

    @Test
    void takesAnUnknownPortBehindAProxyForHttps() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.answering("403 Forbidden");
                RegistryProbe probe =
                        new RegistryProbe(name -> RegistryOptions.usual(false), network("HTTPS_PROXY", proxy.name()))) {
            assertThatThrownBy(() -> probe.read("registry.test:5000")).isInstanceOf(RegistryException.class);
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT registry.test:5000 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"407 Who are you, 1", "403 Forbidden, 1", "404 Not Found, 1", "302 Found, 1", "503 Later, 5"})
    void doesNotTakeAProxysRefusalForTheRegistrysAnswer(String status, int tries)
            throws IOException, GeneralSecurityException {
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RecordingProxy proxy = RecordingProxy.answering(status + "\r\nLocation: https://" + registry.name()
                        + RegistryProbe.PATH + "\r\nContent-Length: 0");
                RegistryProbe probe = probe("http://me:secret@" + proxy.name())) {
            assertThatThrownBy(() -> probe.look(name(registry)))
                    .hasMessageContaining("the proxy " + proxy.name() + " does not let us through to " + name(registry)
                            + " (" + status.substring(0, 3) + ")")
                    .hasMessageNotContaining("secret");
            assertThat(proxy.heads()).hasSize(tries);
        }
    }

    @Test
    void asksThisMachineDirectly() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder.resolve("plain"));
                RecordingProxy proxy = RecordingProxy.start();
                RegistryProbe probe = new RegistryProbe(
                        name -> RegistryOptions.usual(true),
                        new Network(
                                Proxies.of(Map.of("HTTP_PROXY", proxy.name(), "HTTPS_PROXY", proxy.name())), folder))) {
            RegistryProbe.push(registry);

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThat(proxy.heads()).isEmpty();
        }
    }

    private Connections connections(Map<String, String> environment) {
        return new Connections(RegistryRules.usual(true), new Network(Proxies.of(environment), folder), "test");
    }

    private RegistryProbe probe(String proxy) {
        return new RegistryProbe(name -> trusting(), network("HTTPS_PROXY", proxy));
    }

    private Network network(String variable, String value) {
        return new Network(Proxies.of(Map.of(variable, value)), folder.resolve("none"));
    }

    private RegistryOptions trusting() {
        return new RegistryOptions(
                true, false, Optional.of(authority), Optional.empty(), Optional.empty(), List.of(), 1, 0);
    }

    private static String name(TlsRegistry registry) {
        return "registry.test:" + registry.port();
    }
}
