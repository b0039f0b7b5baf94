package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** Makes TLS from files. */
final class TlsContexts {
    private static final char[] IN_MEMORY_ONLY = {'x'};

    private TlsContexts() {}

    /** With what the JVM trusts, and nothing to be shown but what its own properties name. */
    static TlsSocketStrategy usual() {
        return ClientTlsStrategyBuilder.create().useSystemProperties().buildClassic();
    }

    /** Throws RegistryException when a file can't be used. */
    static TlsSocketStrategy of(boolean verify, TlsFiles files) throws RegistryException {
        try {
            SSLContextBuilder context = SSLContextBuilder.create();
            if (!verify) {
                context.loadTrustMaterial(TrustAllStrategy.INSTANCE);
            } else if (!files.authorities().isEmpty()) {
                context.loadTrustMaterial(trusted(files), null);
            }
            if (!files.clients().isEmpty()) {
                context.loadKeyMaterial(shown(files), IN_MEMORY_ONLY);
            }
            return strategy(verify, context.build());
        } catch (GeneralSecurityException e) {
            throw RegistryException.refused("cannot set up TLS: " + e.getMessage(), null);
        }
    }

    private static TlsSocketStrategy strategy(boolean verify, SSLContext context) {
        ClientTlsStrategyBuilder builder =
                ClientTlsStrategyBuilder.create().useSystemProperties().setSslContext(context);
        if (!verify) {
            // without it the JDK still compares the host's name
            builder.setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
                    .setHostnameVerifier(NoopHostnameVerifier.INSTANCE);
        }
        return builder.buildClassic();
    }

    private static KeyStore trusted(TlsFiles files) throws GeneralSecurityException, RegistryException {
        List<X509Certificate> authorities = new ArrayList<>(ofTheJvm());
        for (PemFile file : files.authorities()) {
            authorities.addAll(file.certificates());
        }
        KeyStore store = empty();
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        return store;
    }

    private static List<X509Certificate> ofTheJvm() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static KeyStore shown(TlsFiles files) throws GeneralSecurityException, RegistryException {
        KeyStore store = empty();
        for (TlsFiles.Client client : files.clients()) {
            Certificate[] chain = client.chain().toArray(Certificate[]::new);
            store.setKeyEntry("client-" + store.size(), client.secret(), IN_MEMORY_ONLY, chain);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("an empty store is not read from anywhere", e);
        }
    }
}
