package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry as a source: where it can't be read, its mirrors are, in order. That something is not there is an answer and
 * not a failure. A host that failed is left out for a minute, while another one serves.
 */
public final class RegistryReader {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryReader.class);
    private static final Duration LEFT_OUT = Duration.ofMinutes(1);

    private final Lanes lanes;
    private final List<Registry> hosts;
    private volatile int first;
    private volatile long firstUntil = System.nanoTime();

    /** @param hosts the registry, then its mirrors */
    RegistryReader(Lanes lanes, List<Registry> hosts) {
        this.lanes = lanes;
        this.hosts = hosts;
    }

    /** The registry that is meant, whoever serves. */
    public RegistryName name() {
        return hosts.get(0).name();
    }

    /** The digest of the manifest that is served now; empty only when it is really not there (404). */
    public Optional<Digest> digest(Reference reference) throws RegistryException {
        return lanes.now(lane(), lease -> read(host -> host.digest(reference, lease)));
    }

    /** As {@link #digest}, on another thread. */
    public CompletableFuture<Optional<Digest>> digestLater(Reference reference) {
        return lanes.later(List.of(lane()), lease -> read(host -> host.digest(reference, lease)));
    }

    /** What is listed as referring to a manifest, as {@link Registry#referrersLater} says; by the first host that can. */
    public CompletableFuture<List<Descriptor>> referrersLater(ImageName repository, Digest subject) {
        int begin = preferred();
        CompletableFuture<List<Descriptor>> answer = hosts.get(begin).referrersLater(repository, subject);
        for (int i = 1; i < hosts.size(); i++) {
            Registry next = hosts.get((begin + i) % hosts.size());
            answer = answer.exceptionallyCompose(failure -> next.referrersLater(repository, subject));
        }
        return answer;
    }

    /** The manifest as it is served, checked against the digest that was asked for or that the registry names. */
    public Manifest manifest(Reference reference) throws RegistryException {
        return lanes.now(lane(), lease -> read(host -> host.manifest(reference, lease)));
    }

    /** As {@link #manifest}, on another thread. */
    public CompletableFuture<Manifest> manifestLater(Reference reference) {
        return lanes.later(List.of(lane()), lease -> read(host -> host.manifest(reference, lease)));
    }

    /** A small blob, such as a config, whole and verified. */
    public byte[] smallBlob(String repository, Descriptor blob) throws RegistryException {
        return lanes.now(lane(), lease -> read(host -> host.smallBlob(repository, blob, lease)));
    }

    BlobStream openBlob(String repository, Descriptor blob, long from, Lease lease) throws RegistryException {
        return read(host -> host.openBlob(repository, blob, from, lease));
    }

    Lane lane() {
        return hosts.get(preferred()).lane();
    }

    private interface Question<T> {
        T ask(Registry host) throws RegistryException;
    }

    private <T> T read(Question<T> question) throws RegistryException {
        int begin = preferred();
        @Nullable RegistryException failure = null;
        for (int i = 0; i < hosts.size(); i++) {
            int next = (begin + i) % hosts.size();
            try {
                T answer = question.ask(hosts.get(next));
                if (failure != null) {
                    prefer(next, failure);
                }
                return answer;
            } catch (RegistryException e) {
                if (isLast(next, e)) {
                    throw e;
                }
                failure = failure == null || next == 0 ? e : failure;
            }
        }
        throw Objects.requireNonNull(failure, "a registry has a host");
    }

    /** That something is not there is the registry's answer to give, not a mirror's. */
    private boolean isLast(int host, RegistryException failure) {
        return hosts.size() == 1 || (failure.isNotFound() && host == 0);
    }

    private int preferred() {
        return System.nanoTime() - firstUntil < 0 ? first : 0;
    }

    private void prefer(int host, RegistryException failure) {
        first = host;
        firstUntil = System.nanoTime() + LEFT_OUT.toNanos();
        LOG.warn("{} is read instead of {}: {}", hosts.get(host).name(), name(), failure.getMessage());
    }
}
