package dev.dromedary.registry;

import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** What a 401 asks for: the scheme of one {@code WWW-Authenticate} header (RFC 9110, section 11.6.1), in lower case. */
record Challenge(String scheme) {

    /** The challenge that is understood best, Basic before any other; empty when the registry names none. */
    static Optional<Challenge> of(HttpResponse response) {
        Optional<Challenge> other = Optional.empty();
        for (Header header : response.getHeaders("WWW-Authenticate")) {
            Challenge challenge = new Challenge(schemeOf(header.getValue()));
            if (challenge.isBasic()) {
                return Optional.of(challenge);
            }
            other = Optional.of(challenge);
        }
        return other;
    }

    boolean isBasic() {
        return scheme.equals("basic");
    }

    private static String schemeOf(String value) {
        return value.strip().split("[ ,]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
