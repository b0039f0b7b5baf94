package dev.dromedary.registry.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("it.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void readsAKeyInEitherForm(String algorithm) throws IOException, GeneralSecurityException, InterruptedException {
        Identity identity = Identity.create(folder, "it", algorithm, "dns:it.test");

        Files.writeString(file, identity.keyPem());
        assertThat(key(identity).getEncoded()).isEqualTo(identity.key().getEncoded());
        Files.writeString(file, identity.oldKeyPem());
        assertThat(key(identity).getEncoded()).isEqualTo(identity.key().getEncoded());
    }

    @Test
    void findsKeyAndCertificateInOneFile() throws IOException, GeneralSecurityException, InterruptedException {
        Identity identity = Identity.client(folder, "it");
        Files.writeString(
                file,
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + identity.keyPem()
                        + "subject=it\n" + identity.certificatePem() + identity.certificatePem());

        assertThat(key(identity)).isEqualTo(identity.key());
        assertThat(new PemFile("ca-file", file).certificates())
                .containsExactly(identity.certificate(), identity.certificate());
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        Identity identity = Identity.client(folder, "it");
        Identity.client(folder, "other").writeKey(file);
        assertThatThrownBy(() -> key(identity))
                .hasMessage("cannot read client-key " + file + ": expected the EC key of the client's certificate");

        Identity.create(folder, "rsa", "RSA", "dns:it.test").writeKey(file);
        assertThatThrownBy(() -> key(identity))
                .hasMessage("cannot read client-key " + file + ": expected the EC key of the client's certificate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"
            })
    void refusesAnEncryptedKey(String text) throws IOException, GeneralSecurityException, InterruptedException {
        Identity identity = Identity.client(folder, "it");
        Files.writeString(file, text);

        assertThatThrownBy(() -> key(identity))
                .hasMessage("cannot read client-key " + file
                        + ": expected a private key without a password, found an encrypted one");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'expected certificates (PEM), found none'",
        "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'expected certificates (PEM), found one that is damaged'",
        "'-----BEGIN CERTIFICATE-----\nMIIB', 'expected certificates (PEM), found none'"
    })
    void refusesWhatHoldsNoCertificate(String text, String reason) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new PemFile("ca-file", file).certificates())
                .hasMessage("cannot read ca-file " + file + ": " + reason)
                .extracting("retryable")
                .isEqualTo(false);
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> new PemFile("ca-file", file).certificates())
                .hasMessage("cannot read ca-file " + file + ": no such file");
    }

    private PrivateKey key(Identity identity) throws RegistryException {
        return new PemFile("client-key", file).keyOf(identity.certificate().getPublicKey());
    }
}
