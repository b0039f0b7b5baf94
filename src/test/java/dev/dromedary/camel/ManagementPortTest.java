package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read health and metrics, and what they say when the server can't do its work. */
class ManagementPortTest {
    private static final List<String> PATHS =
            List.of("/observe/health", "/observe/health/ready", "/observe/info", "/observe/metrics");

    private static final String PASSWORD = "s3cret-of-the-collector";

    @TempDir
    private Path folder;

    @Test
    void answersNobodyWithoutTheirPasswordAndNobodyInTheClear()
            throws IOException, InterruptedException, GeneralSecurityException {
        Path users =
                Files.writeString(folder.resolve("users.properties"), "user.collector = " + PASSWORD + ",reader\n");
        Path keys = keyStore();
        Program program = Program.in(folder)
                .with("CAMEL_SSL_KEYSTOREPASSWORD", PASSWORD)
                .jvm(
                        "-Dcamel.management.authenticationEnabled=true",
                        "-Dcamel.management.basicPropertiesFile=" + users,
                        "-Dcamel.management.useGlobalSslContextParameters=true",
                        "-Dcamel.ssl.enabled=true",
                        "-Dcamel.ssl.keyStore=file:" + keys);
        javax.net.ssl.SSLSocketFactory usual = HttpsURLConnection.getDefaultSSLSocketFactory();
        HttpsURLConnection.setDefaultSSLSocketFactory(trusting(keys).getSocketFactory());
        try (WatchedServer server = WatchedServer.startUnheard(program, folder.resolve("data"), "https")) {
            server.as("collector", PASSWORD);
            server.awaitWell("/observe/health");
            for (String path : PATHS) {
                server.as("collector", "wrong");
                assertThat(server.get(path).status()).as(path).isEqualTo(401);
                server.as("collector", PASSWORD);
                assertThat(server.get(path).status()).as(path).isEqualTo(200);
                assertThat(server.get(path).body()).doesNotContain(PASSWORD);
                assertThatThrownBy(() -> server.getInTheClear(path)).isInstanceOf(IOException.class);
            }
            assertThat(server.process().log()).doesNotContain(PASSWORD).doesNotContain(" WARN ");
        } finally {
            HttpsURLConnection.setDefaultSSLSocketFactory(usual);
        }
    }

    private Path keyStore() throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        ProcessBuilder keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass:env",
                        "KEYS",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile());
        keytool.environment().put("KEYS", PASSWORD);
        Process process = keytool.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return keys;
    }

    private static SSLContext trusting(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** Camel would go on without a password, or without TLS, and say nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dcamel.management.authenticationEnabled=true",
                "-Dcamel.management.authenticationEnabled=true -Dcamel.management.basicPropertiesFile=missing",
                "-Dcamel.management.useGlobalSslContextParameters=true"
            })
    void doesNotStartWithHalfOfAGuard(String options) throws IOException, InterruptedException {
        Program program = Program.in(folder).jvm(options.split(" "));
        try (WatchedServer server = WatchedServer.startUnheard(program, folder.resolve("data"), "http")) {
            assertThat(server.process().awaitExit()).isEqualTo(2);
            assertThat(server.process().log()).hasLineCount(1).startsWith("dromedary: camel.management.");
        }
    }

    @Test
    void doesNotStartWithAPortThatIsNone() throws IOException, InterruptedException {
        Program program = Program.in(folder).jvm("-Dcamel.management.port=abc");
        try (ServerProcess server = ServerProcess.start(program, folder.resolve("data"))) {
            assertThat(server.awaitExit()).isEqualTo(2);
            assertThat(server.log().strip())
                    .isEqualTo("dromedary: camel.management.port = \"abc\": expected a whole number from 1 to 65535");
        }
    }

    @Test
    void warnsWhereAnybodyMayAsk() throws IOException {
        Program program = Program.in(folder).jvm("-Dcamel.management.host=0.0.0.0");
        try (WatchedServer server = WatchedServer.start(program, folder.resolve("data"))) {
            server.process().awaitLog("camel.management.host = \"0.0.0.0\": whoever reaches that port");
        }
    }

    @Test
    void saysInWordsWhyItIsNotReady() throws IOException {
        Path inbox = folder.resolve("data/inbox/validate");
        Program program = Program.in(folder).with("MIRROR_EMBEDDED_REGISTRY", "127.0.0.1:0");
        try (WatchedServer server = WatchedServer.start(program, folder.resolve("data"))) {
            server.awaitWell("/observe/health/ready");
            assertThat(server.get("/observe/health/ready?exposureLevel=full").body())
                    .contains("folders", "embedded-registry");

            Files.move(inbox, folder.resolve("elsewhere"));
            WatchedServer.Answer answer = server.get("/observe/health/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("DOWN", "the folder inbox", "of mirror.data: expected it to be there");
            assertThat(server.get("/observe/health/live").status()).isEqualTo(200);
            assertThat(server.metrics().sum("dromedary_ready", "check=folders")).isZero();
            assertThat(server.metrics().sum("dromedary_ready", "check=all")).isZero();

            Files.move(folder.resolve("elsewhere"), inbox);
            server.awaitWell("/observe/health/ready");
            assertThat(server.metrics().sum("dromedary_ready", "check=embedded-registry"))
                    .isEqualTo(1);
        }
    }

    @Test
    void tellsOfListsThatWait() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.drop("draft.txt.part", "x");
        try (WatchedServer server = WatchedServer.start(Program.in(folder), data.path())) {
            assertThat(server.metrics().sum("dromedary_lists_waiting")).isZero();
            Files.createDirectory(data.inbox().resolve("a-folder.txt")); // is never taken
            server.process()
                    .awaitUntil(() -> server.metrics().sum("dromedary_lists_waiting", "kind=mirror") == 1
                            && server.metrics().sum("dromedary_oldest_waiting_list_seconds", "kind=mirror") > 1);
        }
    }
}
