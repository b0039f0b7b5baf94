package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses that a registry on the public network must not lead this process to: those of this machine and of private
 * networks (RFC 6890), also where IPv6 wraps one of IPv4.
 */
public final class InnerNetwork {
    /** Resolvers that are older than RFC 3986 read such a last part as an address, each in its own way. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)");

    private InnerNetwork() {}

    /**
     * The next to ask, as one host names it: a public one only leads to public addresses, now and when the connection is
     * made. Throws when it names one of an inner network.
     */
    public static Target led(Target from, Target to) throws RegistryException {
        if (from.host().getHostName().equalsIgnoreCase(to.host().getHostName())) {
            return to;
        }
        boolean inner = isInner(to);
        if (!from.isPublicOnly() && isInner(from)) {
            return to;
        }
        if (inner) {
            throw RegistryException.refused(
                    from.host().toHostString() + " leads to " + to.host().toHostString()
                            + ": expected a public address, found one of an inner network",
                    null);
        }
        return to.publicOnly();
    }

    private static boolean isInner(Target target) {
        String host = target.host().getHostName();
        if (target.isProxied()) {
            return isInnerElsewhere(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        }
        try {
            return Stream.of(InetAddress.getAllByName(host)).anyMatch(InnerNetwork::isInner);
        } catch (UnknownHostException e) {
            return false; // the request that follows can't reach it either
        }
    }

    /** The proxy resolves the name, and what it finds isn't known here: an address that is written out is all there is. */
    private static boolean isInnerElsewhere(String host) {
        Optional<InetAddress> literal = IpLiteral.of(host);
        String name = host.toLowerCase(Locale.ROOT);
        return literal.map(InnerNetwork::isInner)
                .orElse(name.equals("localhost")
                        || name.endsWith(".localhost")
                        || ENDS_IN_A_NUMBER.matcher(name).matches());
    }

    static boolean isInner(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean unreachable = address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
        return unreachable || (bytes.length == 4 ? isInnerV4(bytes) : isInnerV6(bytes));
    }

    private static boolean isInnerV4(byte[] address) {
        int first = address[0] & 0xff;
        boolean carrierGrade = first == 100 && (address[1] & 0xc0) == 64; // RFC 6598
        return first == 0 || first >= 240 || carrierGrade;
    }

    private static boolean isInnerV6(byte[] address) {
        boolean uniqueLocal = (address[0] & 0xfe) == 0xfc; // RFC 4193
        boolean localTranslation = startsWith(address, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01); // RFC 8215
        return uniqueLocal
                || localTranslation
                || wrapped(address).filter(InnerNetwork::isInner).isPresent();
    }

    /** The IPv4 address that an IPv6 one leads to: compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). Java unwraps mapped ones. */
    private static Optional<InetAddress> wrapped(byte[] address) {
        if (startsWith(address, 0x20, 0x02)) {
            return v4(address, 2);
        }
        boolean compatible = startsWith(address, new int[12]);
        boolean translated = startsWith(address, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
        return compatible || translated ? v4(address, 12) : Optional.empty();
    }

    private static Optional<InetAddress> v4(byte[] address, int from) {
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] address, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((address[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
