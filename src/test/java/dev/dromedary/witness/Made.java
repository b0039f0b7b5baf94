package dev.dromedary.witness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A manifest or index in the making: its bytes are the text as UTF-8. */
record Made(String mediaType, String text) {
    static Made of(String mediaType, ObjectNode manifest) {
        return new Made(mediaType, manifest.toString());
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Made with(UnaryOperator<String> change) {
        return new Made(mediaType, change.apply(text));
    }
}
