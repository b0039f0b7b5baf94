package dev.dromedary.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;

/**
 * What was signed of a signed schema 1 manifest: docker cuts the signatures out of the document, and each signature's
 * protected header says where ({@code formatLength}) and what has to be put back there ({@code formatTail}).
 */
final class SignedPayload {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SignedPayload() {}

    static byte[] of(byte[] signed, JsonNode root) throws RefusedException {
        try {
            JsonNode header =
                    JSON.readTree(decode(root.path("signatures").path(0).path("protected")));
            int length = header.path("formatLength").asInt(-1);
            if (length < 0 || length > signed.length) {
                throw ManifestDocument.invalid("signature: expected a formatLength within the manifest");
            }
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            payload.write(signed, 0, length);
            payload.writeBytes(decode(header.path("formatTail")));
            return payload.toByteArray();
        } catch (IllegalArgumentException | IOException e) {
            throw ManifestDocument.invalid("signature: expected base64url of JSON, found " + e.getMessage());
        }
    }

    private static byte[] decode(JsonNode base64) {
        return Base64.getUrlDecoder().decode(base64.asText());
    }
}
