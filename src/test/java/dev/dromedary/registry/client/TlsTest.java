package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    @TempDir
    private Path folder;

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws IOException, GeneralSecurityException, InterruptedException {
        try (TlsRegistry registry = TlsRegistry.start(folder, "");
                RegistryProbe probe = new RegistryProbe(true, RegistryProbe.none())) {
            assertThatThrownBy(() -> probe.read(registry.name()))
                    .hasMessageStartingWith("cannot trust " + registry.name() + ": ")
                    .hasMessageContaining("unable to find valid certification path")
                    .extracting("retryable")
                    .isEqualTo(false);
        }
    }

    @Test
    void takesAnyCertificateWhereNoneIsVerified() throws IOException, GeneralSecurityException, InterruptedException {
        try (TlsRegistry registry = TlsRegistry.start(folder, "");
                RegistryProbe probe = new RegistryProbe(false, RegistryProbe.none())) {
            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        }
    }

    @Test
    void neverFollowsFromTlsToPlainHttp() throws IOException, GeneralSecurityException, InterruptedException {
        try (FaultyRegistry plain = FaultyRegistry.start(folder.resolve("plain"));
                TlsRegistry registry = TlsRegistry.start(folder, "http://" + plain.name() + RegistryProbe.PATH);
                RegistryProbe probe = new RegistryProbe(false, RegistryProbe.none())) {
            assertThatThrownBy(() -> probe.read(registry.name()))
                    .hasMessage("Location \"http://" + plain.name() + RegistryProbe.PATH + "\" of " + registry.name()
                            + ": expected an https URL");
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void mayBeTriedAgainWhereTheHandshakeIsCutShort() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                RegistryProbe probe = new RegistryProbe(RegistryProbe.none())) {
            Thread server = new Thread(() -> alertThenCut(listening));
            server.start();
            String name = "127.0.0.1:" + listening.getLocalPort();

            assertThatThrownBy(() -> probe.read(name)).hasMessageMatching("cannot ask " + name + ": .*; tried 5 times");
        }
    }

    /** The first connection learns that the port speaks TLS; the others end within their handshakes. */
    private static void alertThenCut(ServerSocket listening) {
        try (Socket first = listening.accept()) {
            first.getOutputStream().write(0x15);
            first.shutdownOutput();
            first.getInputStream().readAllBytes();
            for (int i = 0; i < 5; i++) {
                try (Socket next = listening.accept()) {
                    assertThat(next.getInputStream().read()).isEqualTo(0x16);
                    next.getInputStream().skipNBytes(next.getInputStream().available());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void speaksPlainHttpToALoopbackPortThatDoes(boolean tlsVerify) throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder);
                RegistryProbe probe = new RegistryProbe(tlsVerify, RegistryProbe.none())) {
            RegistryProbe.push(registry);

            assertThat(probe.read(registry.name())).isEqualTo(RegistryProbe.digest());
        }
    }
}
