package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that one registry's TLS is made of.
 *
 * @param authorities are trusted besides those of the JVM
 * @param clients what the registry may be shown, the one that fits is chosen by what it asks for
 */
record TlsFiles(List<PemFile> authorities, List<Client> clients) {

    /** A certificate with its chain, and its key. */
    record Client(PemFile certificate, PemFile key) {
        static Client of(Path certificate, Path key) {
            return new Client(new PemFile("client-cert", certificate), new PemFile("client-key", key));
        }

        List<X509Certificate> chain() throws RegistryException {
            return certificate.certificates();
        }

        PrivateKey secret() throws RegistryException {
            return key.keyOf(chain().get(0).getPublicKey());
        }
    }

    static PemFile authority(Path file) {
        return new PemFile("ca-file", file);
    }

    /** What is set for a registry; what is not set comes from its folder of certificates. */
    static TlsFiles of(RegistryOptions options, Path folder) throws RegistryException {
        if (options.clientCert().isPresent() != options.clientKey().isPresent()) {
            throw RegistryException.refused("client-cert and client-key: expected both or none, found one", null);
        }
        CertificateFolder found = new CertificateFolder(folder);
        boolean ownPair = options.clientCert().isPresent();
        if (ownPair && options.caFile().isPresent()) {
            return new TlsFiles(authorities(options), clients(options));
        }
        TlsFiles files = found.files();
        return new TlsFiles(
                options.caFile().isPresent() ? authorities(options) : files.authorities,
                ownPair ? clients(options) : files.clients);
    }

    private static List<PemFile> authorities(RegistryOptions options) {
        return options.caFile().stream().map(TlsFiles::authority).toList();
    }

    private static List<Client> clients(RegistryOptions options) {
        return options.clientCert().stream()
                .flatMap(certificate -> options.clientKey().stream().map(key -> Client.of(certificate, key)))
                .toList();
    }

    boolean isEmpty() {
        return authorities.isEmpty() && clients.isEmpty();
    }

    /** Another one when a file was changed, replaced or removed. */
    List<String> stamp() {
        List<String> stamps = new ArrayList<>();
        Stream.concat(authorities.stream(), clients.stream().flatMap(pair -> Stream.of(pair.certificate, pair.key)))
                .map(PemFile::file)
                .forEach(file -> stamps.add(file + " " + stamp(file)));
        return stamps;
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "none"; // reading it says why
        }
    }
}
