package dev.dromedary.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.list.ListLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of a journal that is of no line: the list's setting lines, for a failed list that is made without the list. */
final class JournalHead {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JournalHead() {}

    /** One JSON object and a line feed. */
    static byte[] toJson(List<ListLine.Setting> settings) {
        ObjectNode head = JSON.createObjectNode();
        ArrayNode all = head.putArray("settings");
        settings.forEach(setting -> all.addArray().add(setting.name()).add(setting.value()));
        try {
            return (JSON.writeValueAsString(head) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing to memory can't fail", e);
        }
    }

    /** Empty for a record of another kind. */
    static Optional<List<ListLine.Setting>> of(byte[] record) throws IOException {
        JsonNode all = JSON.readTree(record).path("settings");
        if (!all.isArray()) {
            return Optional.empty();
        }
        List<ListLine.Setting> settings = new ArrayList<>();
        all.forEach(setting -> settings.add(
                new ListLine.Setting(setting.path(0).asText(), setting.path(1).asText())));
        return Optional.of(List.copyOf(settings));
    }
}
