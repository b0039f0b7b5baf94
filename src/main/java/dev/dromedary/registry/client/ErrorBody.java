package dev.dromedary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.list.OneLine;
import java.io.IOException;

/**
 * What of a registry's error body is shown: the {@code code} and {@code message} of its first error (OCI distribution
 * specification, "Error codes"), and nothing of a body that is anything else.
 */
record ErrorBody(String code, String message) {
    private static final int LARGEST = 64 * 1024;
    private static final ErrorBody NONE = new ErrorBody("", "");
    private static final ObjectMapper JSON = new ObjectMapper();

    static ErrorBody of(Answer answer) {
        try {
            JsonNode error = JSON.readTree(answer.body(LARGEST)).path("errors").path(0);
            return new ErrorBody(
                    OneLine.of(error.path("code").asText("")),
                    OneLine.of(error.path("message").asText("")));
        } catch (IOException e) {
            return NONE;
        }
    }

    /** {@code 404 MANIFEST_UNKNOWN: manifest unknown}, as far as it is known. */
    String describe(int status) {
        String shown = code.isEmpty() ? Integer.toString(status) : status + " " + code;
        return message.isEmpty() ? shown : shown + ": " + message;
    }
}
