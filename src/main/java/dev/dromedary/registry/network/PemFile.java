package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates or of a key (RFC 7468). Whatever is wrong with it is told as {@code cannot read <what> <file>: …}. */
record PemFile(String what, Path file) {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile("(?s)-----BEGIN (?<label>[A-Z0-9 ]{1,40})-----(?<body>.*?)-----END \\k<label>-----");

    private record Block(String label, String body) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(body);
        }
    }

    /** All of its certificates, at least one. */
    List<X509Certificate> certificates() throws RegistryException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            for (Block block : blocks()) {
                if (block.label().equals("CERTIFICATE")) {
                    found.add((X509Certificate) x509.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw unreadable("expected certificates (PEM), found one that is damaged");
        }
        if (found.isEmpty()) {
            throw unreadable("expected certificates (PEM), found none");
        }
        return found;
    }

    /** The key that belongs to a certificate. */
    PrivateKey keyOf(PublicKey certified) throws RegistryException {
        Block block = blocks().stream()
                .filter(one -> one.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> unreadable("expected a private key (PEM), found none"));
        if (block.label().startsWith("ENCRYPTED") || block.body().contains("ENCRYPTED")) {
            throw unreadable("expected a private key without a password, found an encrypted one");
        }
        try {
            byte[] encoded = block.label().equals("PRIVATE KEY") ? block.bytes() : pkcs8(block.bytes(), certified);
            PrivateKey key =
                    KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (KeyPairs.belongTogether(key, certified)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // a key of another kind, or a damaged one
        }
        throw unreadable("expected the " + certified.getAlgorithm() + " key of the client's certificate");
    }

    /**
     * PKCS#8 (RFC 5208) around a key in the older form of its kind, PKCS#1 or SEC 1, which the JDK can't read by itself. Of
     * what kind it is, and on which curve, says the certificate in the same words.
     */
    private static byte[] pkcs8(byte[] key, PublicKey certified) {
        byte[] spki = certified.getEncoded();
        int start = contentStart(spki, 0);
        int end = contentStart(spki, start) + length(spki, start);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {0x02, 0x01, 0x00});
        content.write(spki, start, end - start);
        content.writeBytes(tagged(0x04, key));
        return tagged(0x30, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (content.length < 0x80) {
            all.write(content.length);
        } else {
            // no byte more than is needed, or it is not DER
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            all.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                all.write(content.length >> (8 * i));
            }
        }
        all.writeBytes(content);
        return all.toByteArray();
    }

    /** Where the content of the value at this place begins. */
    private static int contentStart(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int length = 0;
        int start = contentStart(der, at);
        for (int i = start == at + 2 ? at + 1 : at + 2; i < start; i++) {
            length = length << 8 | (der[i] & 0xff);
        }
        return length;
    }

    private List<Block> blocks() throws RegistryException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text());
        while (matcher.find()) {
            blocks.add(new Block(matcher.group("label"), matcher.group("body")));
        }
        return blocks;
    }

    private String text() throws RegistryException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unreadable("expected at most " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unreadable("no such file");
        } catch (AccessDeniedException e) {
            throw unreadable("permission denied");
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private RegistryException unreadable(String cause) {
        return RegistryException.refused("cannot read " + what + " " + file + ": " + cause, null);
    }
}
