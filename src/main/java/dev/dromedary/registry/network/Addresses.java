package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The addresses that connections are made to. Where a public host led a request on, the address that is refused or taken
 * is the very one that is connected to: a name that was public when it was looked at may be an inner one a moment later.
 */
final class Addresses implements DnsResolver {
    private final DnsResolver names;
    private final ThreadLocal<Boolean> publicOnly = ThreadLocal.withInitial(() -> false);

    Addresses(DnsResolver names) {
        this.names = names;
    }

    /** What makes a connection where there is none yet. */
    interface Request<T> {
        T send() throws IOException;
    }

    /** Sends over connections to public addresses alone; HttpClient makes them on the thread that asks. */
    <T> T publicOnly(Request<T> request) throws IOException {
        publicOnly.set(true);
        try {
            return request.send();
        } catch (InnerAddressException e) {
            throw RegistryException.refused(String.valueOf(e.getMessage()), e);
        } finally {
            publicOnly.remove();
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (publicOnly.get() && Stream.of(found).anyMatch(InnerNetwork::isInner)) {
            throw new InnerAddressException(host);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    private static final class InnerAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        InnerAddressException(String host) {
            super("a public host leads to " + host + ": expected a public address, found one of an inner network");
        }
    }
}
