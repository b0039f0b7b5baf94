package dev.dromedary.registry.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that are asked directly: those of a NO_PROXY, read as docker (Go's httpproxy) reads it, and this machine.
 * Entries that say nothing are passed over, as there.
 */
final class NoProxy {
    private static final Pattern NETWORK = Pattern.compile("(?<address>[0-9A-Fa-f:.]+)/(?<bits>[0-9]{1,3})");
    private static final Pattern WITH_PORT = Pattern.compile("(?<host>\\[.+]|[^:]+):(?<port>[0-9]+)");

    private final List<Predicate<Endpoint>> entries;

    private record Endpoint(String host, Optional<InetAddress> address, String port) {}

    NoProxy(String value) {
        entries = Stream.of(value.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .map(NoProxy::entry)
                .toList();
    }

    boolean covers(String host, int port) {
        Endpoint endpoint = new Endpoint(host.toLowerCase(Locale.ROOT), IpLiteral.of(host), Integer.toString(port));
        return endpoint.host().equals("localhost")
                || endpoint.address().filter(InetAddress::isLoopbackAddress).isPresent()
                || entries.stream().anyMatch(entry -> entry.test(endpoint));
    }

    private static Predicate<Endpoint> entry(String entry) {
        if (entry.equals("*")) {
            return endpoint -> true;
        }
        Matcher network = NETWORK.matcher(entry);
        if (network.matches()) {
            int bits = Integer.parseInt(network.group("bits"));
            return IpLiteral.of(network.group("address"))
                    .filter(address -> bits <= address.getAddress().length * 8)
                    .map(address -> network(address.getAddress(), bits))
                    .orElse(endpoint -> false);
        }
        Matcher withPort = WITH_PORT.matcher(entry);
        Predicate<Endpoint> port = endpoint -> true;
        String host = entry;
        if (withPort.matches()) {
            String number = withPort.group("port");
            port = endpoint -> endpoint.port().equals(number);
            host = withPort.group("host");
        }
        return host(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host)
                .and(port);
    }

    private static Predicate<Endpoint> host(String host) {
        Optional<InetAddress> literal = IpLiteral.of(host);
        if (literal.isPresent()) {
            return endpoint -> endpoint.address().equals(literal);
        }
        String name = host.startsWith("*.") ? host.substring(1) : host;
        if (name.startsWith(".")) {
            return endpoint -> endpoint.host().endsWith(name);
        }
        return endpoint -> endpoint.host().equals(name) || endpoint.host().endsWith("." + name);
    }

    private static Predicate<Endpoint> network(byte[] prefix, int bits) {
        return endpoint -> endpoint.address()
                .map(InetAddress::getAddress)
                .filter(address -> address.length == prefix.length && sameBits(address, prefix, bits))
                .isPresent();
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                return false;
            }
        }
        return true;
    }
}
