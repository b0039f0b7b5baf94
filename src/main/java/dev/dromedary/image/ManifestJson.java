package dev.dromedary.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON as registries serve it: read within bounds, and written compactly with every value as it was. */
final class ManifestJson {
    private static final int DEEPEST = 100;

    /** A tree takes many times the bytes of a document that is nothing but brackets; 1,000 entries have about 50,000. */
    private static final int MOST_TOKENS = 200_000;

    // Canonical field names share one symbol table over all documents, which hostile ones could fill.
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader ANY = MAPPER.readerFor(JsonNode.class);
    private static final ObjectReader UNIQUE = ANY.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private ManifestJson() {}

    /**
     * Reads a manifest, in which no member that says what to copy may stand twice: readers differ in which one counts.
     * Other members may; they are copied as they are.
     */
    static JsonObject manifest(byte[] bytes) {
        JsonObject manifest = read("manifest", bytes, ANY);
        RepeatedMembers.refuse(MAPPER, bytes);
        return manifest;
    }

    /** Reads an index that is to be written anew, in which no member at all may stand twice: one of them would be lost. */
    static JsonObject toRewrite(byte[] bytes) {
        return read("index", bytes, UNIQUE);
    }

    /** Reads something that is only looked at. */
    static JsonObject other(String what, byte[] bytes) {
        return read(what, bytes, ANY);
    }

    static byte[] write(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new InvalidManifestException("cannot write the filtered index: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonObject read(String what, byte[] bytes, ObjectReader reader) {
        try {
            if (reader.readTree(bytes) instanceof ObjectNode object) {
                return new JsonObject("", object);
            }
            throw new InvalidManifestException(what + ": expected a JSON object");
        } catch (JsonProcessingException e) {
            throw new InvalidManifestException("cannot read " + what + ": " + e.getOriginalMessage(), e);
        } catch (IOException | NumberFormatException e) {
            // a number whose exponent no BigDecimal can hold comes as the latter
            throw new InvalidManifestException("cannot read " + what + ": " + e.getMessage(), e);
        }
    }
}
