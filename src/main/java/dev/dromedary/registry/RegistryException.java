package dev.dromedary.registry;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registry did not do what was asked of it; the message is one line for people and names the registry.
 *
 * <p>What may be asked again: broken connections and the statuses 408, 429, 500, 502, 503 and 504.
 */
public final class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final boolean retryable;
    private final transient Optional<Duration> retryAfter;

    private RegistryException(
            String message, int status, String code, boolean retryable, Optional<Duration> retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** The registry answered with a status that is not the wanted one; of its body only the OCI code and message are told. */
    static RegistryException answered(String what, Answer answer) {
        ErrorBody body = ErrorBody.of(answer);
        String message = what + " (" + body.describe(answer.status()) + ")";
        return answered(message, answer.status(), body.code(), answer.retryAfter());
    }

    private static RegistryException answered(String message, int status, String code, Optional<Duration> retryAfter) {
        boolean passing = status == 408 || status == 429 || (status >= 500 && status != 501 && status <= 504);
        return new RegistryException(message, status, code, passing, retryAfter);
    }

    /** No usable answer: the connection could not be made, broke, or was silent for too long. */
    static RegistryException broken(String what, IOException cause) {
        String message = "cannot " + what + ": " + describe(cause);
        RegistryException exception = new RegistryException(message, 0, "", true, Optional.empty());
        exception.initCause(cause);
        return exception;
    }

    /** Something that asking again does not mend: a certificate, a redirect that is refused, bytes that do not match. */
    public static RegistryException refused(String message, @Nullable Throwable cause) {
        RegistryException exception = new RegistryException(message, 0, "", false, Optional.empty());
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }

    /** The same failure with another explanation, followed by status and code. */
    public RegistryException because(String explanation) {
        String shown = code.isEmpty() ? Integer.toString(status) : status + " " + code;
        RegistryException exception = answered(explanation + " (" + shown + ")", status, code, retryAfter());
        exception.initCause(this);
        return exception;
    }

    /** The HTTP status, or 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The registry's own error code, such as {@code MANIFEST_UNKNOWN}; empty when it gave none. */
    public String code() {
        return code;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    public boolean isRetryable() {
        return retryable;
    }

    /** How long the registry asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    private static String describe(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host " + cause.getMessage();
        }
        String text = cause.getMessage() == null ? "" : cause.getMessage();
        return text.isEmpty() ? cause.getClass().getSimpleName() : text;
    }
}
