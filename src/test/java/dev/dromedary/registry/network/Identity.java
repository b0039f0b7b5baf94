package dev.dromedary.registry.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and its certificate, which nobody but itself vouches for. */
public record Identity(String name, PrivateKey key, X509Certificate certificate) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Made once for all tests that ask for the same: a key tool takes its time. */
    private static final Map<String, Identity> MADE = new ConcurrentHashMap<>();

    /**
     * One that nobody vouches for.
     *
     * @param names what it may be called, such as {@code dns:localhost,ip:127.0.0.1}
     */
    public static Identity create(Path folder, String name, String keyAlgorithm, String names)
            throws IOException, GeneralSecurityException, InterruptedException {
        String which = name + " " + keyAlgorithm + " " + names;
        Identity made = MADE.get(which);
        if (made == null) {
            made = make(folder, name, keyAlgorithm, names);
            MADE.put(which, made);
        }
        return made;
    }

    private static Identity make(Path folder, String name, String keyAlgorithm, String names)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = Files.createTempDirectory(folder, "keys").resolve("keys.p12");
        generate(folder, file, "-keyalg", keyAlgorithm, "-dname", "CN=" + name, "-ext", "san=" + names);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return new Identity(
                name, (PrivateKey) keys.getKey("it", PASSWORD), (X509Certificate) keys.getCertificate("it"));
    }

    private static void generate(Path folder, Path file, String... options) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString(), "-genkeypair", "-alias", "it"));
        command.addAll(List.of(options));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
    }

    /** A registry on this machine. */
    public static Identity local(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        return create(folder, "registry", "EC", "dns:localhost,dns:registry.test,ip:127.0.0.1,ip:::1");
    }

    public static Identity client(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        return create(folder, name, "EC", "dns:client.test");
    }

    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The key as PKCS#1 or SEC 1 have it: what PKCS#8 wraps. */
    public String oldKeyPem() {
        byte[] pkcs8 = key.getEncoded();
        int wrapped = lastOctetString(pkcs8);
        String label = key.getAlgorithm().equals("RSA") ? "RSA PRIVATE KEY" : "EC PRIVATE KEY";
        return pem(label, Arrays.copyOfRange(pkcs8, wrapped, pkcs8.length));
    }

    /** Of the places where an octet string could begin it is the one that reaches to the end. */
    private static int lastOctetString(byte[] der) {
        for (int at = 4; at < der.length - 4; at++) {
            int length = der[at + 1] & 0xff;
            int content = length < 0x80 ? at + 2 : at + 2 + (length & 0x7f);
            int rest = length;
            if (length == 0x81) {
                rest = der[at + 2] & 0xff;
            } else if (length == 0x82) {
                rest = (der[at + 2] & 0xff) << 8 | (der[at + 3] & 0xff);
            }
            if (der[at] == 0x04 && content + rest == der.length) {
                return content;
            }
        }
        throw new IllegalStateException("expected an octet string at the end");
    }

    public Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
        return Files.writeString(file, certificatePem());
    }

    public Path writeKey(Path file) throws IOException {
        return Files.writeString(file, keyPem());
    }

    /** Shows this identity, and takes the clients that are these. */
    public SSLContext server(List<Identity> clients) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("it", key, PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Identity client : clients) {
            trusted.setCertificateEntry(client.name(), client.certificate());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), clients.isEmpty() ? null : trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
