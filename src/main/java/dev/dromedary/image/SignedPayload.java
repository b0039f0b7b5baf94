package dev.dromedary.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What the signatures of a signed schema 1 manifest cover, and with it its digest: the JWS payload, which is the
 * manifest up to where the signatures were put in, and its tail (Docker's manifest-v2-1.md, "Signed Manifests").
 */
final class SignedPayload {
    private SignedPayload() {}

    /** The payload; the bytes themselves when there are no signatures. */
    static byte[] of(byte[] bytes, JsonObject manifest) {
        List<String> headers = manifest.objects("signatures").stream()
                .map(signature -> signature.text("protected").orElse(""))
                .distinct()
                .toList();
        if (headers.isEmpty()) {
            return bytes;
        }
        List<Cut> cuts = headers.stream().map(SignedPayload::cut).distinct().toList();
        if (cuts.size() > 1 || cuts.get(0).length() > bytes.length) {
            throw new InvalidManifestException("signatures: expected all to cover one payload of this manifest");
        }
        byte[] tail = cuts.get(0).tail().getBytes(StandardCharsets.ISO_8859_1);
        int length = (int) cuts.get(0).length();
        byte[] payload = Arrays.copyOf(bytes, length + tail.length);
        System.arraycopy(tail, 0, payload, length, tail.length);
        return payload;
    }

    /** How much of the manifest the payload begins with, and, as Latin 1, what it ends with. */
    private record Cut(long length, String tail) {}

    private static Cut cut(String header) {
        JsonObject json = ManifestJson.other("protected header", decoded("protected", header));
        byte[] tail = decoded("formatTail", json.text("formatTail").orElse(""));
        return new Cut(json.count("formatLength"), new String(tail, StandardCharsets.ISO_8859_1));
    }

    private static byte[] decoded(String what, String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw InvalidManifestException.of("signatures: " + what, text, "base64url");
        }
    }
}
