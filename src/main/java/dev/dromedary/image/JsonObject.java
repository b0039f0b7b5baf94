package dev.dromedary.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object whose members are read as what they must be; {@code null} counts as not given, since Go writes it for
 * an empty list.
 *
 * @param path where it stands, for messages: {@code layers[2].}, or empty for the whole
 */
record JsonObject(String path, ObjectNode node) {

    boolean has(String member) {
        return node.hasNonNull(member);
    }

    Optional<String> text(String member) {
        return given(member).map(value -> asText(path + member, value));
    }

    Optional<JsonObject> object(String member) {
        return given(member).map(value -> asObject(path + member, value));
    }

    List<JsonObject> objects(String member) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode value : array(member)) {
            objects.add(asObject(path + member + "[" + objects.size() + "]", value));
        }
        return objects;
    }

    List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(member)) {
            texts.add(asText(path + member + "[" + texts.size() + "]", value));
        }
        return texts;
    }

    Map<String, String> textMap(String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(member)
                .ifPresent(map -> map.node
                        .fieldNames()
                        .forEachRemaining(name -> map.text(name).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    /** A whole number from 0; written as {@code 1e3} or {@code 1.0} it is none (as for every registry written in Go). */
    long count(String member) {
        JsonNode value = node.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw InvalidManifestException.of(path + member, shown(value), "a whole number of bytes");
        }
        return value.longValue();
    }

    private Optional<JsonNode> given(String member) {
        return has(member) ? Optional.of(node.get(member)) : Optional.empty();
    }

    private JsonNode array(String member) {
        JsonNode value = given(member).orElseGet(node::arrayNode);
        if (!value.isArray()) {
            throw InvalidManifestException.of(path + member, shown(value), "a list");
        }
        return value;
    }

    private static String asText(String where, JsonNode value) {
        if (!value.isTextual()) {
            throw InvalidManifestException.of(where, shown(value), "a text");
        }
        return value.textValue();
    }

    private static JsonObject asObject(String where, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new JsonObject(where + ".", object);
        }
        throw InvalidManifestException.of(where, shown(value), "an object");
    }

    private static String shown(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
