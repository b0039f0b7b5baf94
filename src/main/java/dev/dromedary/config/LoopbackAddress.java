package dev.dromedary.config;

import dev.dromedary.image.RegistryName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that only this machine reaches.
 *
 * @param host {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
 * @param port 0 for any that is free
 */
public record LoopbackAddress(String host, int port) {
    private static final Pattern GRAMMAR = Pattern.compile("(?<host>.+):(?<port>[0-9]{1,5})");

    public LoopbackAddress {
        if (!new RegistryName(host).isLoopback() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("expected a loopback address, found " + host + ":" + port);
        }
    }

    /** Throws {@link IllegalArgumentException} unless the text is {@code <loopback host>:<port>}. */
    static LoopbackAddress of(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected <host>:<port>");
        }
        return new LoopbackAddress(matcher.group("host"), Integer.parseInt(matcher.group("port")));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
