package dev.dromedary.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * One request as the registry's operations mean it, before scheme, credentials and redirects.
 *
 * @param path the raw request target
 * @param scope what it needs the right to do
 * @param answerTimeout how long the answer's first byte may take once the request is sent
 */
record Call(
        String method,
        String path,
        Scope scope,
        Map<String, String> headers,
        @Nullable HttpEntity body,
        Duration answerTimeout) {
    private static final Duration USUAL = Duration.ofSeconds(60);

    static Call of(String method, String path, Scope scope) {
        return new Call(method, path, scope, Map.of(), null, USUAL);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, scope, more, body, answerTimeout);
    }

    Call with(HttpEntity entity, Duration timeout) {
        return new Call(method, path, scope, headers, entity, timeout);
    }

    /** True when the same request can be sent a second time. */
    boolean isRepeatable() {
        return body == null || body.isRepeatable();
    }
}
