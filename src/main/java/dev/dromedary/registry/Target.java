package dev.dromedary.registry;

import org.apache.hc.core5.http.HttpHost;

/**
 * Where one request goes: scheme, host and port, and the request target as raw text.
 *
 * <p>A registry's {@code Location} is kept byte for byte: parsing and printing it again loses escapes that the registry
 * counts on.
 */
record Target(HttpHost host, String path) {

    boolean hasSameOrigin(Target other) {
        return host.getSchemeName().equals(other.host.getSchemeName())
                && host.getHostName().equalsIgnoreCase(other.host.getHostName())
                && portOf(host) == portOf(other.host);
    }

    boolean isSecure() {
        return host.getSchemeName().equals("https");
    }

    /** This target with one more query parameter. */
    Target with(String parameter) {
        return new Target(host, path + (path.indexOf('?') < 0 ? "?" : "&") + parameter);
    }

    /** What a Location means here (RFC 9110, section 10.2.2). Throws RegistryException when it is no http(s) URL. */
    Target resolve(String location) throws RegistryException {
        if (location.startsWith("//")) {
            return resolve(host.getSchemeName() + ":" + location);
        }
        if (location.startsWith("/")) {
            return new Target(host, location);
        }
        int scheme = location.indexOf("://");
        if (scheme < 0) {
            return new Target(host, directory() + location);
        }
        int slash = location.indexOf('/', scheme + 3);
        int end = slash < 0 ? location.length() : slash;
        String origin = location.substring(0, end);
        return new Target(origin(origin), slash < 0 ? "/" : location.substring(slash));
    }

    private static HttpHost origin(String origin) throws RegistryException {
        try {
            HttpHost host = HttpHost.create(origin);
            if (origin.indexOf('@') < 0 && (origin.startsWith("http://") || origin.startsWith("https://"))) {
                return host;
            }
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw RegistryException.refused("location \"" + origin + "\": expected an http or https URL", e);
        }
        throw RegistryException.refused("location \"" + origin + "\": expected an http or https URL", null);
    }

    private String directory() {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        return plain.substring(0, plain.lastIndexOf('/') + 1);
    }

    private static int portOf(HttpHost host) {
        int standard = host.getSchemeName().equals("https") ? 443 : 80;
        return host.getPort() < 0 ? standard : host.getPort();
    }

    @Override
    public String toString() {
        return host.toURI() + path;
    }
}
