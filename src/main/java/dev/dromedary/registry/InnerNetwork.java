package dev.dromedary.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** The addresses that a registry on the public network must not lead this process to. */
final class InnerNetwork {
    private InnerNetwork() {}

    /** Throws when a public host names a loopback, link-local or private one as the next to ask. */
    static void refuseWayIn(Target from, Target to) throws RegistryException {
        if (!from.host().getHostName().equalsIgnoreCase(to.host().getHostName())
                && isInner(to.host().getHostName())
                && !isInner(from.host().getHostName())) {
            throw RegistryException.refused(
                    from.host().toHostString() + " leads to " + to.host().toHostString()
                            + ": expected a public address, found one of an inner network",
                    null);
        }
    }

    private static boolean isInner(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).anyMatch(InnerNetwork::isInner);
        } catch (UnknownHostException e) {
            return false; // the request that follows can't reach it either
        }
    }

    private static boolean isInner(InetAddress address) {
        byte first = address.getAddress()[0];
        boolean uniqueLocal = address.getAddress().length == 16 && (first & 0xfe) == 0xfc; // RFC 4193
        return uniqueLocal
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress();
    }
}
