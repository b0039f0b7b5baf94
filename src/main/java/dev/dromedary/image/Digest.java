package dev.dromedary.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The digest of some content: {@code sha256:<64 hex>} or {@code sha512:<128 hex>}, the registered algorithms of the OCI
 * image specification (descriptor.md, "Digests").
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex lower-case hexadecimal
 */
public record Digest(String algorithm, String hex) {
    private static final Pattern GRAMMAR = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final Map<String, String> JCA_NAMES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    public Digest {
        if (!isDigest(algorithm + ":" + hex)) {
            throw invalid(algorithm + ":" + hex);
        }
    }

    public static boolean isDigest(String text) {
        return text.length() <= 135 && GRAMMAR.matcher(text).matches();
    }

    /** Throws {@link InvalidNameException} when the text is no digest of a known algorithm. */
    public static Digest of(String text) {
        if (!isDigest(text)) {
            throw invalid(text);
        }
        int colon = text.indexOf(':');
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    public static Digest sha256(byte[] content) {
        return ofHash("sha256", hasher("sha256").digest(content));
    }

    /** The digest of the content by this digest's own algorithm. */
    public Digest again(byte[] content) {
        return ofHash(algorithm, hasher().digest(content));
    }

    /** True when these bytes are the ones that this digest names. */
    public boolean matches(byte[] content) {
        return equals(again(content));
    }

    /** True when this is the digest that the finished hash gives. */
    public boolean matchesHash(byte[] hash) {
        return hex.equals(HexFormat.of().formatHex(hash));
    }

    /** A new hasher of this digest's algorithm. */
    public MessageDigest hasher() {
        return hasher(algorithm);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }

    private static InvalidNameException invalid(String found) {
        return new InvalidNameException("digest", found, "expected sha256:<64 hex> or sha512:<128 hex>");
    }

    private static Digest ofHash(String algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    private static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(JCA_NAMES.getOrDefault(algorithm, algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256 and SHA-512", e);
        }
    }
}
