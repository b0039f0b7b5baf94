package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registry did not do what was asked of it; the message is one line for people and names the registry.
 *
 * <p>What may be asked again: broken connections and the statuses 408, 429, 500, 502, 503 and 504; and, once, what came
 * with wrong bytes.
 */
public final class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Again again;
    private final transient Optional<Duration> retryAfter;
    private final transient Asked asked;

    /**
     * Who gave the answer.
     *
     * @param registry the one that was asked, where an answer came from it or its token server
     * @param unchallenged it was a 401 that does not say what it wants to be told
     */
    private record Asked(Optional<RegistryName> registry, boolean unchallenged) {
        static final Asked NOBODY = new Asked(Optional.empty(), false);
    }

    /** Whether asking again may help. */
    private enum Again {
        NEVER,
        ONCE,
        LATER
    }

    private RegistryException(String message, int status, String code, Again again, Optional<Duration> retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.again = again;
        this.retryAfter = retryAfter;
        this.asked = Asked.NOBODY;
    }

    private RegistryException(String message, RegistryException other, Again again, Asked asked) {
        super(message, other);
        this.status = other.status;
        this.code = other.code;
        this.again = again;
        this.retryAfter = other.retryAfter;
        this.asked = asked;
    }

    /**
     * The registry answered with a status that is not the wanted one.
     *
     * @param code the registry's own, or empty
     * @param retryAfter how long it asked to be left alone
     */
    public static RegistryException answered(String message, int status, String code, Optional<Duration> retryAfter) {
        Again again = isPassing(status) ? Again.LATER : Again.NEVER;
        return new RegistryException(message, status, code, again, retryAfter);
    }

    /** True for the statuses of a registry that is busy or ill, not of one that refuses. */
    public static boolean isPassing(int status) {
        return status == 408 || status == 429 || (status >= 500 && status != 501 && status <= 504);
    }

    /** No usable answer: the connection could not be made, broke, or was silent for too long. */
    public static RegistryException broken(String what, IOException cause) {
        return with("cannot " + what + ": " + describe(cause), Again.LATER, cause);
    }

    /** Something that asking again does not mend: a certificate, a redirect that is refused, a name that is none. */
    public static RegistryException refused(String message, @Nullable Throwable cause) {
        return with(message, Again.NEVER, cause);
    }

    /** Bytes that are not the ones that were asked for: damaged under way, which asking once more may mend. */
    public static RegistryException wrongBytes(String message) {
        return with(message, Again.ONCE, null);
    }

    private static RegistryException with(String message, Again again, @Nullable Throwable cause) {
        RegistryException exception = new RegistryException(message, 0, "", again, Optional.empty());
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }

    /** The same failure with another explanation, followed by status and code. */
    public RegistryException because(String explanation) {
        String shown = code.isEmpty() ? Integer.toString(status) : status + " " + code;
        return copy(explanation + " (" + shown + ")", again);
    }

    /** The same failure, with what it happened to. */
    public RegistryException about(String what) {
        return copy(what + ": " + getMessage(), again);
    }

    /** The same failure of which nobody has hope any more; {@code why} is added to its message. */
    public RegistryException forGood(String why) {
        return copy(getMessage() + why, Again.NEVER);
    }

    /** The same failure, where beginning the whole image anew may mend it. */
    public RegistryException worthAnotherBeginning() {
        return copy(String.valueOf(getMessage()), Again.LATER);
    }

    /** The same failure, told of this registry. */
    public RegistryException by(RegistryName registry) {
        return of(new Asked(Optional.of(registry), asked.unchallenged()));
    }

    /** The same failure, a 401 that does not say what the registry wants to be told: Harbor's, of what is not there. */
    public RegistryException unchallenged() {
        return of(new Asked(asked.registry(), true));
    }

    private RegistryException of(Asked who) {
        return new RegistryException(String.valueOf(getMessage()), this, again, who);
    }

    /** The same failure; the reason in front of it says why it came to that. */
    public RegistryException after(String reason) {
        return copy(reason + "; " + getMessage(), again);
    }

    private RegistryException copy(String message, Again hope) {
        return new RegistryException(message, this, hope, asked);
    }

    /** True when this registry, or its token server, does not let who asks do what is asked. */
    public boolean isRefusalBy(RegistryName registry) {
        return (status == 401 || status == 403) && asked.registry().equals(Optional.of(registry));
    }

    /** True when it was a 401 that does not say what the registry wants to be told. */
    public boolean isUnchallenged() {
        return asked.unchallenged();
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

    /** True when the same may succeed later. */
    public boolean isRetryable() {
        return again == Again.LATER;
    }

    /** True when the same may succeed at once, if it is asked again. */
    public boolean isWrongBytes() {
        return again == Again.ONCE;
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
