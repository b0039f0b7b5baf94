package dev.dromedary.registry.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * What a 401 asks for: one {@code WWW-Authenticate} header (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by lower-case name, such as Bearer's {@code realm}, {@code service} and {@code scope}
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int LONGEST = 8 * 1024;
    private static final Pattern PARAMETER = Pattern.compile(
            "([A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}+)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*+))");

    /** The challenge that is understood best, Bearer before Basic before any other; empty when the registry names none. */
    static Optional<Challenge> of(HttpResponse response) {
        Challenge best = null;
        for (Header header : response.getHeaders("WWW-Authenticate")) {
            Challenge challenge = parse(header.getValue());
            if (best == null || challenge.rank() > best.rank()) {
                best = challenge;
            }
        }
        return Optional.ofNullable(best);
    }

    boolean isBasic() {
        return scheme.equals("basic");
    }

    boolean isBearer() {
        return scheme.equals("bearer") && parameters.containsKey("realm");
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private int rank() {
        return isBearer() ? 2 : isBasic() ? 1 : 0;
    }

    private static Challenge parse(String header) {
        String text = header.strip();
        text = text.substring(0, Math.min(text.length(), LONGEST));
        String[] schemeAndRest = text.split("[ ,]", 2);
        Map<String, String> parameters = new HashMap<>();
        if (schemeAndRest.length == 2) {
            Matcher matcher = PARAMETER.matcher(schemeAndRest[1]);
            while (matcher.find()) {
                String value = matcher.group(2) == null
                        ? matcher.group(3)
                        : matcher.group(2).replaceAll("\\\\(.)", "$1");
                parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return new Challenge(schemeAndRest[0].toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }
}
