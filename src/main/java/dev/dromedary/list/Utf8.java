package dev.dromedary.list;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 without the leniency of {@link String}'s constructor. */
final class Utf8 {
    private Utf8() {}

    /** The text, or empty when the bytes are not UTF-8. */
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The bytes without white space at both ends, as {@link String#strip}; only ASCII's where they are not UTF-8. */
    static byte[] strip(byte[] bytes) {
        return decode(bytes)
                .map(text -> text.strip().getBytes(StandardCharsets.UTF_8))
                .orElseGet(() ->
                        new String(bytes, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1));
    }
}
