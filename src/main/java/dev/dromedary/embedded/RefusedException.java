package dev.dromedary.embedded;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error; the message is one line for people. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int status;
    private final transient Map<String, String> headers;

    RefusedException(ErrorCode code, @Nullable String message) {
        this(code, code.status(), message, Map.of());
    }

    RefusedException(ErrorCode code, int status, @Nullable String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.headers = headers;
    }

    static RefusedException methodNotAllowed(Exchange exchange, String allowed) {
        String message = "method \"" + exchange.method() + "\": expected " + allowed;
        return new RefusedException(
                ErrorCode.UNSUPPORTED, ErrorCode.UNSUPPORTED.status(), message, Map.of("Allow", allowed));
    }

    ErrorCode code() {
        return code;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
