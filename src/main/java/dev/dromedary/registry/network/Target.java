package dev.dromedary.registry.network;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where one request goes: scheme, host and port, and the request target as raw text.
 *
 * <p>A registry's {@code Location} is kept byte for byte: parsing and printing it again loses escapes that the registry
 * counts on.
 *
 * @param proxies through which it goes, it and every target that it leads to
 * @param isPublicOnly whether its connections may go to public addresses alone, since a public host led to it
 */
public record Target(HttpHost host, String path, Proxies proxies, boolean isPublicOnly) {
    /** RFC 3986, appendix B, of visible ASCII alone: anything else would break the request line. */
    private static final Pattern REFERENCE = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?"
            + "(?://(?<authority>[!-~&&[^/?#]]*))?(?<path>[!-~&&[^?#]]*)(?<query>\\?[!-~&&[^#]]*)?(?:#[!-~]*)?");

    /** A target that is asked directly. */
    public Target(HttpHost host, String path) {
        this(host, path, Proxies.none());
    }

    public Target(HttpHost host, String path, Proxies proxies) {
        this(host, path, proxies, false);
    }

    Target publicOnly() {
        return new Target(host, path, proxies, true);
    }

    /** True where a proxy makes the connection, and finds the address. */
    public boolean isProxied() {
        return proxies.of(host).isPresent();
    }

    public boolean hasSameOrigin(Target other) {
        return host.getSchemeName().equals(other.host.getSchemeName())
                && host.getHostName().equalsIgnoreCase(other.host.getHostName())
                && portOf(host) == portOf(other.host);
    }

    /** True where no other machine can listen in. */
    public boolean isLoopback() {
        String name = host.getHostName();
        return new RegistryName(name.indexOf(':') < 0 ? name : "[" + name + "]").isLoopback();
    }

    public boolean isSecure() {
        return host.getSchemeName().equals("https");
    }

    /** This target with one more query parameter. */
    public Target with(String parameter) {
        return new Target(host, path + (path.indexOf('?') < 0 ? "?" : "&") + parameter, proxies, isPublicOnly);
    }

    /**
     * What a Location means here (RFC 9110, section 10.2.2; RFC 3986, section 5.2). Throws RegistryException when it is
     * no http(s) URL, holds a user's name, or leads away from TLS.
     */
    public Target resolve(String location) throws RegistryException {
        Matcher parts = REFERENCE.matcher(location);
        if (!parts.matches() || location.isEmpty()) {
            throw unusable(location);
        }
        String path = parts.group("path");
        String query = Objects.requireNonNullElse(parts.group("query"), "");
        if (parts.group("authority") != null) {
            return new Target(origin(location, parts), (path.isEmpty() ? "/" : path) + query, proxies, isPublicOnly);
        }
        if (parts.group("scheme") != null) {
            throw unusable(location);
        }
        return new Target(host, below(path) + query, proxies, isPublicOnly);
    }

    private HttpHost origin(String location, Matcher parts) throws RegistryException {
        String scheme = Objects.requireNonNullElse(parts.group("scheme"), host.getSchemeName());
        String authority = parts.group("authority");
        boolean safe = scheme.equalsIgnoreCase("https") || (scheme.equalsIgnoreCase("http") && !isSecure());
        if (!safe || authority.indexOf('@') >= 0) {
            throw unusable(location);
        }
        try {
            return HttpHost.create(scheme.toLowerCase(Locale.ROOT) + "://" + authority);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unusable(location);
        }
    }

    private RegistryException unusable(String location) {
        // neither the user's name nor the query: they hold secrets
        String shown = location.replaceFirst("//[^/?#]*@", "//").replaceFirst("[?#].*", "");
        return RegistryException.refused(
                "Location \"" + shown + "\" of " + host.toHostString() + ": expected an "
                        + (isSecure() ? "https URL" : "http or https URL"),
                null);
    }

    private String below(String relative) {
        if (relative.isEmpty()) {
            return pathOnly();
        }
        String base = pathOnly();
        return relative.startsWith("/")
                ? relative
                : withoutDots(base.substring(0, base.lastIndexOf('/')) + "/" + relative);
    }

    /** RFC 3986, section 5.2.4. */
    private static String withoutDots(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && parts.size() > 1) {
                parts.removeLast();
            } else if (!part.equals(".") && !part.equals("..")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private String pathOnly() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static int portOf(HttpHost host) {
        int standard = host.getSchemeName().equals("https") ? 443 : 80;
        return host.getPort() < 0 ? standard : host.getPort();
    }

    /** Without the query, which may hold an upload's or a storage's secret. */
    @Override
    public String toString() {
        return host.toURI() + pathOnly();
    }
}
