package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.Moved;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.network.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * How blobs come into repositories, over all lines: a blob that is there is not sent, one that another repository of the
 * registry holds is mounted, and one that two lines need at the same time is fetched once.
 */
public final class BlobTransfers {
    private final Lanes lanes;
    private final KnownBlobs known = new KnownBlobs();
    private final Flights<Place> flights = new Flights<>();

    BlobTransfers(Lanes lanes) {
        this.lanes = lanes;
    }

    /** Where one trip goes: to a repository or, where its content can be mounted from there, to a registry as a whole. */
    private record Place(RegistryName registry, String repository, Digest digest) {}

    /** One blob that one line wants in a repository. */
    private record Delivery(BlobSource source, Target target) {

        Registry registry() {
            return target.registry();
        }

        String repository() {
            return target.repository();
        }

        BooleanSupplier isWanted() {
            return target.isWanted();
        }

        Digest digest() {
            return source.blob().digest();
        }

        BlobPlace place() {
            return new BlobPlace(registry().transport(), repository());
        }

        Moved wasThere() {
            return Moved.present(source.blob().size());
        }
    }

    /** Brings a blob from one repository into another; answers how its bytes came there. */
    public CompletableFuture<Moved> bring(RegistryReader from, ImageName source, Descriptor blob, Target to) {
        return arrive(new Delivery(new RemoteBlob(from, source.repository(), blob), to));
    }

    /** Brings a blob that was read from that registry already. */
    public CompletableFuture<Moved> bring(RegistryName from, Descriptor blob, byte[] bytes, Target to) {
        return arrive(new Delivery(new ReadBlob(from, blob, bytes), to));
    }

    /**
     * A repository to bring blobs into.
     *
     * @param isWanted asked before a blob is sent: another part of the image may have failed meanwhile
     */
    public record Target(Registry registry, String repository, BooleanSupplier isWanted) {}

    /** What was known to be there is to be asked for again: the registry says that something is missing. */
    public void forget(ImageName repository) {
        known.forget(repository.registry(), repository.repository());
    }

    private CompletableFuture<Moved> arrive(Delivery delivery) {
        if (known.isCertain(delivery.registry().name(), delivery.repository(), delivery.digest())) {
            return CompletableFuture.completedFuture(delivery.wasThere());
        }
        Optional<String> before = known(delivery);
        boolean registryWide = before.isEmpty() && delivery.registry().mounts().verdict() != Mounts.Verdict.IGNORED;
        Place place =
                new Place(delivery.registry().name(), registryWide ? "" : delivery.repository(), delivery.digest());
        return flights.fly(place, () -> trip(delivery), arrived -> arrive(delivery));
    }

    private Optional<String> known(Delivery delivery) {
        return known.repository(delivery.registry().name(), delivery.digest());
    }

    private CompletableFuture<Moved> trip(Delivery delivery) {
        Mounts mounts = delivery.registry().mounts();
        LogContext context = LogContext.here();
        return switch (mounts.verdict()) {
            case HONOURED -> ask(delivery, lease -> mount(delivery, lease));
            case IGNORED -> ask(delivery, lease -> Found.of(look(delivery, lease)));
            case UNKNOWN ->
                mounts.begin()
                        ? CompletableFuture.completedFuture(delivery)
                                .thenCompose(this::tryOut)
                                .whenComplete((sent, failure) -> mounts.end())
                        : mounts.settled()
                                .thenCompose(over -> context.during(() -> over ? trip(delivery) : tryOut(delivery)));
        };
    }

    /**
     * What a registry says of a blob.
     *
     * @param upload comes back where it is not there, and is what it is sent with
     * @param mounted whether it is there now because it was in another repository
     */
    private record Found(Optional<Upload> upload, boolean mounted) {
        static Found of(Optional<Upload> upload) {
            return new Found(upload, false);
        }
    }

    private CompletableFuture<Moved> ask(Delivery delivery, Lanes.Work<Found> question) {
        return lanes.later(List.of(delivery.registry().lane()), question).thenCompose(found -> {
            if (found.upload().isEmpty()) {
                note(delivery);
                return CompletableFuture.completedFuture(
                        found.mounted() ? Moved.mounted(delivery.source().blob().size()) : delivery.wasThere());
            }
            return send(delivery, found.upload().get());
        });
    }

    private CompletableFuture<Moved> send(Delivery delivery, Upload upload) {
        List<Lane> both = new ArrayList<>(delivery.source().lanes());
        both.add(delivery.registry().lane());
        return lanes.later(both, lease -> {
            if (!delivery.isWanted().getAsBoolean()) {
                upload.giveUp();
                throw RegistryException.refused("given up, since another part of the image failed", null);
            }
            try (BlobCopy copy = new BlobCopy(delivery.source(), delivery.place(), lease)) {
                long sent = copy.send(upload);
                note(delivery);
                return Moved.sent(sent);
            }
        });
    }

    private void note(Delivery delivery) {
        known.note(delivery.registry().name(), delivery.repository(), delivery.digest());
    }

    private Found mount(Delivery delivery, Lease lease) throws RegistryException {
        String from = mountableFrom(delivery);
        if (from.equals(delivery.repository())) {
            return Found.of(delivery.place().mount(delivery.digest(), from, lease));
        }
        Mounts mounts = delivery.registry().mounts();
        try {
            Optional<Upload> upload = delivery.place().mount(delivery.digest(), from, lease);
            mounts.noteCrossing(upload.isEmpty());
            if (upload.isEmpty() || !isThere(delivery, upload.get(), lease)) {
                return new Found(upload, upload.isEmpty());
            }
            upload.get().giveUp();
            return Found.of(Optional.empty());
        } catch (RegistryException e) {
            if (!isRefusalOfMount(e)) {
                throw e;
            }
            // the other repository may be one that may not be read
            mounts.noteCrossing(false);
            known.forget(delivery.registry().name(), from, delivery.digest());
            return Found.of(look(delivery, lease));
        }
    }

    private String mountableFrom(Delivery delivery) {
        if (!delivery.registry().mounts().crosses()) {
            return delivery.repository();
        }
        String elsewhere = delivery.source().mountableFrom(delivery.registry().name());
        return known(delivery).orElse(elsewhere.isEmpty() ? delivery.repository() : elsewhere);
    }

    /** A registry may refuse what it does not know or a right that is missing; without a mount the same may be fine. */
    private static boolean isRefusalOfMount(RegistryException e) {
        return e.status() >= 400 && e.status() < 500 && !RegistryException.isPassing(e.status());
    }

    private static Optional<Upload> look(Delivery delivery, Lease lease) throws RegistryException {
        return delivery.place().has(delivery.digest(), lease)
                ? Optional.empty()
                : Optional.of(delivery.place().open(lease));
    }

    /** Finds out with this blob whether the registry mounts. */
    private CompletableFuture<Moved> tryOut(Delivery delivery) {
        Mounts mounts = delivery.registry().mounts();
        return lanes.later(List.of(delivery.registry().lane()), lease -> firstLook(delivery, lease))
                .thenCompose(look -> {
                    if (look.upload().isEmpty()) {
                        mounts.found(look.verdict());
                        note(delivery);
                        return CompletableFuture.completedFuture(delivery.wasThere());
                    }
                    mounts.found(look.verdict());
                    return send(delivery, look.upload().get())
                            .thenCompose(moved -> mounts.verdict() == Mounts.Verdict.UNKNOWN
                                    ? learn(delivery).thenApply(learnt -> moved)
                                    : CompletableFuture.completedFuture(moved));
                });
    }

    /** What a first POST and, behind a 202, a HEAD say; without an upload the blob is there. */
    private record Look(Optional<Upload> upload, Mounts.Verdict verdict) {}

    private static Look firstLook(Delivery delivery, Lease lease) throws RegistryException {
        BlobPlace place = delivery.place();
        Optional<Upload> upload;
        try {
            upload = place.mount(delivery.digest(), place.repository(), lease);
        } catch (RegistryException e) {
            if (!isRefusalOfMount(e)) {
                throw e;
            }
            Optional<Upload> plain = look(delivery, lease);
            return new Look(plain, plain.isEmpty() ? Mounts.Verdict.UNKNOWN : Mounts.Verdict.IGNORED);
        }
        if (upload.isEmpty()) {
            return new Look(Optional.empty(), Mounts.Verdict.HONOURED);
        }
        if (isThere(delivery, upload.get(), lease)) {
            upload.get().giveUp();
            return new Look(Optional.empty(), Mounts.Verdict.IGNORED);
        }
        return new Look(upload, Mounts.Verdict.UNKNOWN);
    }

    private static boolean isThere(Delivery delivery, Upload open, Lease lease) throws RegistryException {
        try {
            return delivery.place().has(delivery.digest(), lease);
        } catch (RegistryException e) {
            open.giveUp();
            throw e;
        }
    }

    private CompletableFuture<Void> learn(Delivery delivery) {
        return secondLook(delivery)
                .exceptionally(e -> Mounts.Verdict.UNKNOWN)
                .thenAccept(delivery.registry().mounts()::found);
    }

    /** The same POST when the blob is there for certain. */
    private CompletableFuture<Mounts.Verdict> secondLook(Delivery delivery) {
        return lanes.later(List.of(delivery.registry().lane()), lease -> {
            Optional<Upload> upload = delivery.place().mount(delivery.digest(), delivery.repository(), lease);
            upload.ifPresent(Upload::giveUp);
            return upload.isEmpty() ? Mounts.Verdict.HONOURED : Mounts.Verdict.IGNORED;
        });
    }
}
