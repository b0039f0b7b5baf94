package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.network.Identity;
import dev.dromedary.registry.network.Network;
import dev.dromedary.registry.network.Proxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as it is set for one registry, and as docker's folder has it. */
class RegistryTlsTest {
    @TempDir
    private Path folder;

    private Path certificates;
    private Identity identity;

    @BeforeEach
    void makeAnIdentity() throws IOException, GeneralSecurityException, InterruptedException {
        certificates = Files.createDirectory(folder.resolve("certs.d"));
        identity = Identity.local(folder);
    }

    @Test
    void trustsWhatACaFileHolds() throws IOException, GeneralSecurityException {
        Path file = Files.writeString(
                folder.resolve("ca.pem"),
                "a comment\r\n" + identity.certificatePem().replace("\n", "\r\n"));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = probe(registry.name(), options(true, file, null, null))) {
            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        }
    }

    @Test
    void trustsACaFileForItsOwnRegistryOnly() throws IOException, GeneralSecurityException {
        Path file = identity.writeCertificate(folder.resolve("ca.pem"));
        try (TlsRegistry storage = TlsRegistry.start(new TlsRegistry.Setup(identity));
                TlsRegistry registry = TlsRegistry.start(
                        new TlsRegistry.Setup(identity).leadingTo("https://" + storage.name() + RegistryProbe.PATH));
                RegistryProbe probe = probe(registry.name(), options(true, file, null, null))) {
            assertThatThrownBy(() -> probe.read(registry.name())).hasMessageContaining("unable to find valid");
            assertThat(storage.hosts()).isEmpty();
        }
    }

    @Test
    void doesNotTakeACaFileForAReasonToSkipTheHostsName()
            throws IOException, GeneralSecurityException, InterruptedException {
        Identity other = Identity.create(folder, "other", "EC", "dns:other.test");
        Path file = other.writeCertificate(folder.resolve("ca.pem"));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(other));
                RegistryProbe probe = probe(registry.name(), options(true, file, null, null))) {
            assertThatThrownBy(() -> probe.read(registry.name()))
                    .hasMessageStartingWith("cannot trust " + registry.name() + ": ");
        }
    }

    @Test
    void turnsVerificationOffForOneRegistryOnly() throws IOException, GeneralSecurityException {
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                TlsRegistry other = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = probe(registry.name(), options(false, null, null, null))) {
            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThatThrownBy(() -> probe.read(other.name())).hasMessageStartingWith("cannot trust ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void showsItsCertificateToTheRegistryThatWantsIt(String algorithm)
            throws IOException, GeneralSecurityException, InterruptedException {
        Identity client = Identity.create(folder, "client", algorithm, "dns:client.test");
        RegistryOptions options = options(
                true,
                identity.writeCertificate(folder.resolve("ca.pem")),
                client.writeCertificate(folder.resolve("client.pem")),
                client.writeKey(folder.resolve("client.key")));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity).needing(client));
                RegistryProbe probe = probe(registry.name(), options)) {
            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThat(registry.clients()).containsExactly("client");
        }
    }

    @Test
    void cannotAskARegistryThatNeedsACertificateWithoutOne()
            throws IOException, GeneralSecurityException, InterruptedException {
        Identity client = Identity.client(folder, "client");
        Path file = identity.writeCertificate(folder.resolve("ca.pem"));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity).needing(client));
                RegistryProbe probe = probe(registry.name(), options(true, file, null, null))) {
            assertThatThrownBy(() -> probe.read(registry.name())).isInstanceOf(RegistryException.class);
            assertThat(registry.clients()).isEmpty();
        }
    }

    @Test
    void showsItsCertificateToNobodyElse() throws IOException, GeneralSecurityException, InterruptedException {
        Identity client = Identity.client(folder, "client");
        RegistryOptions options = options(
                false,
                null,
                client.writeCertificate(folder.resolve("client.pem")),
                client.writeKey(folder.resolve("client.key")));
        try (TlsRegistry storage = TlsRegistry.start(new TlsRegistry.Setup(identity).wanting(client));
                TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity)
                        .wanting(client)
                        .leadingTo("https://" + storage.name() + RegistryProbe.PATH));
                RegistryProbe probe = new RegistryProbe(
                        name -> name.name().equals(registry.name()) ? options : RegistryOptions.usual(false),
                        network())) {
            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThat(registry.clients()).containsExactly("client");
            assertThat(storage.clients()).containsExactly(TlsRegistry.NOBODY);
        }
    }

    @Test
    void readsDockersFolderOfTheRegistry() throws IOException, GeneralSecurityException, InterruptedException {
        Identity client = Identity.client(folder, "client");
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity).needing(client));
                RegistryProbe probe = new RegistryProbe(name -> RegistryOptions.usual(true), network())) {
            Path own = Files.createDirectory(certificates.resolve(registry.name()));
            identity.writeCertificate(own.resolve("any.crt"));
            client.writeCertificate(own.resolve("a.cert"));
            client.writeKey(own.resolve("a.key"));
            Files.writeString(own.resolve("README"), "not ours");

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThat(registry.clients()).containsExactly("client");
        }
    }

    @Test
    void takesWhatIsSetBeforeDockersFolder() throws IOException, GeneralSecurityException, InterruptedException {
        Identity set = Identity.client(folder, "set");
        Identity dockers = Identity.client(folder, "dockers");
        RegistryOptions options = options(
                true,
                null,
                set.writeCertificate(folder.resolve("client.pem")),
                set.writeKey(folder.resolve("client.key")));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity).needing(set, dockers));
                RegistryProbe probe = probe(registry.name(), options)) {
            Path own = Files.createDirectory(certificates.resolve(registry.name()));
            identity.writeCertificate(own.resolve("ca.crt"));
            dockers.writeCertificate(own.resolve("a.cert"));
            dockers.writeKey(own.resolve("a.key"));

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
            assertThat(registry.clients()).containsExactly("set");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert", "key"})
    void refusesAFolderInWhichAPartnerIsMissing(String ending) throws IOException, GeneralSecurityException {
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = new RegistryProbe(name -> RegistryOptions.usual(false), network())) {
            Path own = Files.createDirectory(certificates.resolve(registry.name()));
            Path file = identity.writeCertificate(own.resolve("ca." + ending));

            assertThatThrownBy(() -> probe.read(registry.name()))
                    .hasMessageStartingWith(file + ": expected ca." + (ending.equals("key") ? "cert" : "key"))
                    .extracting("retryable")
                    .isEqualTo(false);
        }
    }

    @Test
    void readsChangedFilesWithoutARestart() throws IOException, GeneralSecurityException, InterruptedException {
        Identity before = Identity.client(folder, "before");
        Identity after = Identity.client(folder, "after");
        Path certificate = before.writeCertificate(folder.resolve("client.pem"));
        Path key = before.writeKey(folder.resolve("client.key"));
        RegistryOptions options = options(true, identity.writeCertificate(folder.resolve("ca.pem")), certificate, key);
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity).needing(before, after));
                RegistryProbe probe = probe(registry.name(), options)) {
            probe.read(registry.name());
            after.writeCertificate(certificate);
            // for a moment they are no pair: what was good before goes on
            await().pollDelay(Duration.ofMillis(2_100)).until(() -> true);
            probe.read(registry.name());
            assertThat(registry.clients()).containsExactly("before", "before");
            after.writeKey(key);

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                probe.read(registry.name());
                assertThat(registry.clients()).contains("after");
            });
        }
    }

    @Test
    void doesNotGoOnForLongWithFilesThatAreGone() throws IOException, GeneralSecurityException {
        Path file = identity.writeCertificate(folder.resolve("ca.pem"));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity));
                RegistryProbe probe = probe(registry.name(), options(true, file, null, null))) {
            probe.read(registry.name());
            Files.delete(file);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThatThrownBy(() -> probe.read(registry.name()))
                            .hasMessage("cannot read ca-file " + file + ": no such file"));
        }
    }

    @Test
    void asksAnAddressOfIpv6() throws IOException, GeneralSecurityException {
        InetAddress loopback = InetAddress.getAllByName("::1")[0];
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6 loopback address");
        Path file = identity.writeCertificate(folder.resolve("ca.pem"));
        try (TlsRegistry registry = TlsRegistry.start(new TlsRegistry.Setup(identity).at(loopback))) {
            String name = "[::1]:" + registry.port();
            try (RegistryProbe probe = probe(name, options(true, file, null, null))) {
                assertThat(probe.read(name)).isEqualTo(RegistryProbe.digest());
                assertThat(registry.hosts()).containsExactly(name);
            }
        }
    }

    private RegistryProbe probe(String registry, RegistryOptions options) {
        RegistryName name = new RegistryName(registry);
        return new RegistryProbe(asked -> asked.equals(name) ? options : RegistryOptions.usual(true), network());
    }

    private Network network() {
        return new Network(Proxies.none(), certificates);
    }

    private static RegistryOptions options(
            boolean tlsVerify, @Nullable Path caFile, @Nullable Path clientCert, @Nullable Path clientKey) {
        return new RegistryOptions(
                tlsVerify,
                false,
                Optional.ofNullable(caFile),
                Optional.ofNullable(clientCert),
                Optional.ofNullable(clientKey),
                List.of(),
                RegistryOptions.USUAL_CONNECTIONS,
                0);
    }
}
