package dev.dromedary.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry as people name it: {@code host}, {@code host:port}, {@code [IPv6]} or {@code [IPv6]:port}, in lower case,
 * with the aliases of Docker Hub folded into {@code docker.io}.
 */
public record RegistryName(String name) {
    private static final Pattern GRAMMAR =
            Pattern.compile("(?<host>[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:(?<port>[1-9][0-9]{0,4}))?");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
    private static final Set<String> HUB_ALIASES = Set.of("index.docker.io", "registry-1.docker.io");

    /** Behind the patterns, which its constructor needs. */
    public static final RegistryName DOCKER_HUB = new RegistryName("docker.io");

    public RegistryName {
        Matcher matcher = GRAMMAR.matcher(name);
        if (!matcher.matches() || !isHost(matcher.group("host")) || !isPort(matcher.group("port"))) {
            throw new InvalidNameException("registry", name, "expected <host>[:<port 1-65535>]");
        }
        name = name.toLowerCase(Locale.ROOT);
        name = HUB_ALIASES.contains(name) ? "docker.io" : name;
    }

    /** True when a first path part names a registry and not the beginning of a repository. */
    static boolean looksLikeRegistry(String part) {
        return part.indexOf('.') >= 0 || part.indexOf(':') >= 0 || part.equalsIgnoreCase("localhost");
    }

    /** The host without its port, an IPv6 literal in brackets. */
    public String host() {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf(']') && colon > 0 ? name.substring(0, colon) : name;
    }

    /** The port, or -1 where the scheme's own is meant. */
    public int port() {
        return host().length() == name.length() ? -1 : Integer.parseInt(name.substring(host().length() + 1));
    }

    /** The authority that requests go to; Docker Hub's is not the one that people write. */
    public String wireName() {
        return equals(DOCKER_HUB) ? "registry-1.docker.io" : name;
    }

    /** True for {@code localhost}, {@code 127.0.0.0/8} and {@code [::1]}, which docker lets speak plain HTTP. */
    public boolean isLoopback() {
        String host = host();
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean isHost(String host) {
        if (!host.startsWith("[")) {
            return host.chars().anyMatch(Character::isLetterOrDigit);
        }
        try {
            // without a colon the JDK would ask DNS for what stands between the brackets
            return host.indexOf(':') >= 0 && InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPort(@Nullable String port) {
        return port == null || Integer.parseInt(port) <= 65535;
    }
}
