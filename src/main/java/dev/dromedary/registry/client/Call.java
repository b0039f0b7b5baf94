package dev.dromedary.registry.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * One request as the registry's operations mean it, before scheme, credentials and redirects.
 *
 * @param path the raw request target
 * @param scope what it needs the right to do
 * @param answerTimeout how long the answer's first byte may take once the request is sent, where that is not a matter of
 *     patience: an answer to a blob's PUT
 * @param lease what bounds the requests under way
 */
record Call(
        String method,
        String path,
        Scope scope,
        Map<String, String> headers,
        @Nullable HttpEntity body,
        Optional<Duration> answerTimeout,
        Lease lease) {

    static Call of(String method, String path, Scope scope) {
        return new Call(method, path, scope, Map.of(), null, Optional.empty(), Lease.NONE);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, scope, more, body, answerTimeout, lease);
    }

    Call with(HttpEntity entity) {
        return new Call(method, path, scope, headers, entity, answerTimeout, lease);
    }

    Call answeredWithin(Duration timeout) {
        return new Call(method, path, scope, headers, body, Optional.of(timeout), lease);
    }

    Call under(Lease held) {
        return new Call(method, path, scope, headers, body, answerTimeout, held);
    }

    /** True when the same request can be sent a second time. */
    boolean isRepeatable() {
        return body == null || body.isRepeatable();
    }

    long bodyLength() {
        return body == null ? 0 : body.getContentLength();
    }
}
