package dev.dromedary.registry.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionsTest {
    private static final Network DIRECT = new Network(Proxies.none(), Path.of("none"));

    @TempDir
    private Path folder;

    private FaultyRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = FaultyRegistry.start(folder);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** The name was a public one's when it was looked at, and is one of this machine when the connection is made. */
    @Test
    void makesNoneToAnInnerAddressThatANameTurnsInto() throws IOException {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("storage.test", InetAddress.getLoopbackAddress());
        Target storage = at("storage.test");
        try (Connections connections = connections(names)) {
            assertThatThrownBy(() -> get(connections, InnerNetwork.led(at("8.8.8.8"), storage)))
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("a public host leads to storage.test: expected a public address, found one of an inner"
                            + " network");
            assertThat(registry.requests()).isEmpty();

            assertThat(get(connections, storage)).isEqualTo(200);
        }
    }

    /** That a request to the one place follows one to the other on the same thread must not matter. */
    @Test
    void makesOneToAnInnerAddressThatAnInnerHostLedTo() throws IOException {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("storage.test", InetAddress.getLoopbackAddress());
        try (Connections connections = connections(names)) {
            assertThat(get(connections, InnerNetwork.led(at("10.0.0.1"), at("storage.test"))))
                    .isEqualTo(200);
        }
    }

    @Test
    void outliveAFaultOfOursInTheMiddleOfARequest() throws IOException {
        try (Connections connections = connections(SystemDefaultDnsResolver.INSTANCE)) {
            Target there = at("127.0.0.1");
            HttpUriRequestBase put = new HttpUriRequestBase("PUT", URI.create("/v2/"));
            put.setEntity(faulty());

            assertThatThrownBy(() -> connections.send(there, put, Duration.ofSeconds(10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("a fault of ours: java.lang.StackOverflowError");
            assertThat(get(connections, there)).isEqualTo(200);
        }
    }

    private static HttpEntity faulty() {
        return new EntityTemplate(9, ContentType.APPLICATION_OCTET_STREAM, null, ConnectionsTest::overflow);
    }

    private static void overflow(OutputStream out) {
        throw new StackOverflowError(out.getClass().getSimpleName());
    }

    private Target at(String host) {
        int port = Integer.parseInt(registry.name().substring(registry.name().indexOf(':') + 1));
        return new Target(new HttpHost("http", host, port), "/v2/");
    }

    private static Connections connections(DnsResolver names) {
        return new Connections(RegistryRules.usual(true), DIRECT, "dromedary/test", names);
    }

    private static int get(Connections connections, Target target) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", URI.create("/v2/"));
        try (ClassicHttpResponse response = connections.send(target, request, Duration.ofSeconds(10))) {
            return response.getCode();
        }
    }
}
