package dev.dromedary.registry.network;

import dev.dromedary.registry.credentials.Credential;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/** One proxy, and what it is told of who asks. */
record Proxy(HttpHost host, Optional<Credential> credential) {
    private static final Pattern SCHEME = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<rest>.*)");
    /** Up to the last @ it is the user, as passwords are often written without escapes; a path says nothing. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<user>[^/?#]*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)"
                    + "(?::(?<port>[0-9]{0,5}))?(?:[/?#].*)?");

    /** What a variable says: a URL, or {@code host[:port]}. The message of the exception never shows it: it may hold a password. */
    static Proxy of(String variable, String value) {
        Matcher url = SCHEME.matcher(value);
        boolean whole = url.matches();
        String scheme = whole ? url.group("scheme").toLowerCase(Locale.ROOT) : "http";
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new InvalidProxyException(variable, "the scheme \"" + scheme + "\"");
        }
        Matcher authority = AUTHORITY.matcher(whole ? url.group("rest") : value);
        if (!authority.matches()) {
            throw new InvalidProxyException(variable, "something else (not shown, it may hold a password)");
        }
        return new Proxy(
                new HttpHost(scheme, withoutBrackets(authority.group("host")), port(variable, scheme, authority)),
                Optional.ofNullable(authority.group("user")).map(user -> credential(variable, user)));
    }

    private static int port(String variable, String scheme, Matcher authority) {
        String port = authority.group("port");
        if (port == null || port.isEmpty()) {
            return scheme.equals("https") ? 443 : 80;
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw new InvalidProxyException(variable, "the port " + port);
        }
        return number;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Credential credential(String variable, String user) {
        int colon = user.indexOf(':');
        try {
            return colon < 0
                    ? new Credential(decoded(user), "")
                    : new Credential(decoded(user.substring(0, colon)), decoded(user.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new InvalidProxyException(variable, "a % in the user or password that is no %XX (write it as %25)");
        }
    }

    private static String decoded(String text) {
        // a + is a + in this part of a URL
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
