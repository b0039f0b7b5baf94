package dev.dromedary.mirror;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.Reference;
import dev.dromedary.image.ReferrerTags;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.client.RegistryReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What the source repository of one line has that refers to manifests, and what of that its destination lacks. */
final class ReferrerLookup {
    /** In all. */
    private static final int MOST = 1_000;

    private static final int AT_ONCE = 8;

    private final RegistryReader from;
    private final Destination to;
    private final ImageName source;
    private final ImageName destination;
    private final AtomicInteger count = new AtomicInteger();

    ReferrerLookup(Registries registries, MirrorRequest request, Destination to) {
        this.to = to;
        source = request.source().name();
        destination = request.destination().name();
        from = registries.reader(source.registry());
    }

    /**
     * What refers to one manifest.
     *
     * @param upToDate what is at the destination
     * @param missing what is not there as it is at the source: by its digest or, where it has a tag of cosign's, by that
     */
    record Found(Digest subject, List<Digest> upToDate, List<Reference> missing) {

        int size() {
            return upToDate.size() + missing.size();
        }

        Found and(Found more) {
            return new Found(subject, joined(upToDate, more.upToDate), joined(missing, more.missing));
        }

        private static <T> List<T> joined(List<T> some, List<T> more) {
            List<T> all = new ArrayList<>(some);
            all.addAll(more);
            return all;
        }
    }

    /** Looks up what refers to each of these. */
    List<Found> of(List<Digest> subjects) throws IOException {
        Map<Digest, Found> referrers = new ConcurrentHashMap<>();
        Waiting.on(new SideBySide<>(
                        subjects.iterator(),
                        subject -> of(subject).thenAccept(found -> referrers.put(subject, counted(found))))
                .run(AT_ONCE));
        return subjects.stream().map(referrers::get).toList();
    }

    private Found counted(Found referrers) {
        if (count.addAndGet(referrers.size()) > MOST) {
            throw new CompletionException(RegistryException.refused("expected at most " + MOST + ", found more", null));
        }
        return referrers;
    }

    private CompletableFuture<Found> of(Digest subject) {
        CompletableFuture<Found> all = listed(subject);
        for (Reference tag : ReferrerTags.cosign(source, subject)) {
            all = all.thenCombine(tagged(subject, tag), Found::and);
        }
        return all;
    }

    private CompletableFuture<Found> listed(Digest subject) {
        return from.referrersLater(source, subject)
                .thenCompose(here -> here.isEmpty()
                        ? nothing(subject)
                        : to.referrers(subject).thenApply(there -> compare(subject, here, there)));
    }

    private Found compare(Digest subject, List<Descriptor> here, List<Descriptor> there) {
        Set<Digest> listed = there.stream().map(Descriptor::digest).collect(Collectors.toSet());
        List<Digest> digests = here.stream().map(Descriptor::digest).distinct().toList();
        return new Found(
                subject,
                digests.stream().filter(listed::contains).toList(),
                digests.stream()
                        .filter(digest -> !listed.contains(digest))
                        .map(digest -> new Reference(source, digest.toString()))
                        .toList());
    }

    private CompletableFuture<Found> tagged(Digest subject, Reference tag) {
        return from.digestLater(tag)
                .thenCompose(here -> here.isEmpty()
                        ? nothing(subject)
                        : to.digestLater(new Reference(destination, tag.tagOrDigest()))
                                .thenApply(there -> compare(subject, tag, here.get(), there)));
    }

    private static Found compare(Digest subject, Reference tag, Digest here, Optional<Digest> there) {
        return there.equals(Optional.of(here))
                ? new Found(subject, List.of(here), List.of())
                : new Found(subject, List.of(), List.of(tag));
    }

    private static CompletableFuture<Found> nothing(Digest subject) {
        return CompletableFuture.completedFuture(new Found(subject, List.of(), List.of()));
    }
}
