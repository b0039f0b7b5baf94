package dev.dromedary.witness;

import static dev.dromedary.witness.Family.DOCKER;
import static dev.dromedary.witness.Family.OCI;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Manifests whose JSON no serializer would write again like that: any parse-and-write changes their digest. */
final class OddManifests {
    private static final String NUMBERS = "[1E+2,-0,-0.0,1.10,123456789012345678901234567890,"
            + "0.1000000000000000055511151231257827,9007199254740993,1e400,2.5e-324]";

    private OddManifests() {}

    static List<Recipe> all() {
        return List.of(
                image("odd spacing", "spacing", text -> spread(text, "  \n   ")),
                image("tabs", "tabs", text -> spread(text, "\t")),
                image("CRLF", "crlf", text -> spread(text, "\r\n")),
                image("trailing newline", "newline", text -> text + "\n"),
                image("blanks around", "blanks", text -> "\n \t" + text + " \r\n\n"),
                image("escaped slashes", "slashes", text -> text.replace("/", "\\/")),
                image("unicode escapes", "escapes", OddManifests::escaped),
                image("unescaped unicode", "unicode", text -> with(text, annotations("\"日本語 🐪 \u2028 \u007f\""))),
                image("escaped surrogates", "surrogates", text -> with(text, annotations("\"\\uD83D\\udc2a\\u0000\""))),
                image(
                        "unknown members",
                        "unknown",
                        text -> with(text, "\"x-a\":{\"b\":[[],{},null,true,\"\"]},\"\":0")),
                image("odd numbers", "numbers", text -> with(text, "\"x-numbers\":" + NUMBERS)),
                image("repeated member", "repeated", text -> with(text, "\"x\":1,\"x\":2")),
                new Recipe("odd order", "odd/order", "1", OddManifests::reversed),
                index("index with CRLF", "index-crlf", text -> spread(text, "\r\n  ")),
                index("index with escaped slashes", "index-slashes", text -> escaped(text.replace("/", "\\/"))),
                index("index with unknown members", "index-unknown", OddManifests::strangeIndex));
    }

    private static Recipe image(String shape, String name, UnaryOperator<String> change) {
        return new Recipe(
                shape,
                "odd/" + name,
                "1",
                bench -> bench.image(OCI, "linux/amd64").with(change));
    }

    private static Recipe index(String shape, String name, UnaryOperator<String> change) {
        return new Recipe(
                shape,
                "odd/" + name,
                "1",
                bench -> Workbench.index(OCI, entries(bench)).with(change));
    }

    private static List<ObjectNode> entries(Workbench bench) {
        return bench.entries(OCI, "linux/amd64", "linux/s390x", "linux/arm64");
    }

    /** Puts blanks around everything outside of strings that has a meaning. */
    private static String spread(String json, String blanks) {
        StringBuilder spread = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            inString ^= c == '"' && (i == 0 || json.charAt(i - 1) != '\\');
            boolean structural = !inString && "{}[]:,".indexOf(c) >= 0;
            spread.append(structural ? blanks + c + blanks : String.valueOf(c));
        }
        return spread.toString();
    }

    /** Escapes letters that occur in names and values, and in no literal outside of strings. */
    private static String escaped(String json) {
        return json.replace("y", "\\u0079").replace("V", "\\u0056").replace("g", "\\u0067");
    }

    private static String annotations(String value) {
        return "\"annotations\":{\"odd\":" + value + "}";
    }

    /** Appends members to the outermost object. */
    private static String with(String json, String members) {
        return json.substring(0, json.length() - 1) + "," + members + "}";
    }

    /** Unknown members of the index, its descriptors and their platforms, with numbers that doubles can't hold. */
    private static String strangeIndex(String json) {
        return with(
                json.replace("\"platform\":{", "\"x-descriptor\":" + NUMBERS + ",\"platform\":{\"x-platform\":1.0,"),
                "\"x-index\":{\"numbers\":" + NUMBERS + "}");
    }

    private static Made reversed(Workbench bench) {
        ObjectNode manifest = bench.imageNode(DOCKER, "linux/amd64", bench.layers(DOCKER, 3));
        return Made.of(DOCKER.manifest, (ObjectNode) reversed(manifest));
    }

    /** The same with the members of every object in the opposite order; arrays keep theirs. */
    private static JsonNode reversed(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Workbench.JSON.arrayNode();
            array.forEach(element -> copy.add(reversed(element)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode copy = Workbench.JSON.objectNode();
        names.forEach(name -> copy.set(name, reversed(node.path(name))));
        return copy;
    }
}
