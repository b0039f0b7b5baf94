package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Reference;
import dev.dromedary.image.ReferrerTags;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * One registry: manifests and blobs by the OCI distribution specification v1.1. Every operation throws {@link
 * RegistryException} when the registry does not do what is asked.
 */
public final class Registry {
    /** Every type by name: Harbor answers 404 for an OCI manifest that was not asked for by its type. */
    private static final String MANIFEST_TYPES = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.oci.artifact.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws",
            "application/vnd.docker.distribution.manifest.v1+json",
            "*/*;q=0.1");

    /**
     * What was there a moment ago was removed meanwhile, by a garbage collection perhaps; or somebody wrote the same blob
     * into the same repository at that moment, which distribution 2.8 answers with the last one.
     */
    private static final Set<String> PASSING_REFUSALS =
            Set.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "DIGEST_INVALID");

    /** What Harbor answers to every write to a tag that must not change, one that would change nothing too. */
    private static final int IMMUTABLE = 412;

    private final Transport transport;
    private final Lanes lanes;
    private final Lane lane;
    private final Mounts mounts = new Mounts();
    private final ReferrersApi referrers;
    private final Flights<Reference> manifests = new Flights<>();
    private final TagChanges changes = new TagChanges(this);

    Registry(Transport transport, Lanes lanes, Lane lane) {
        this.transport = transport;
        this.lanes = lanes;
        this.lane = lane;
        this.referrers = new ReferrersApi(transport, lanes, lane);
    }

    public RegistryName name() {
        return transport.registry();
    }

    Transport transport() {
        return transport;
    }

    Lane lane() {
        return lane;
    }

    Mounts mounts() {
        return mounts;
    }

    /** The digest of the manifest that the registry serves now; empty only when it is really not there (404). */
    public Optional<Digest> digest(Reference reference) throws RegistryException {
        return lanes.now(lane, lease -> digest(reference, lease));
    }

    /** As {@link #digest}, on another thread. */
    public CompletableFuture<Optional<Digest>> digestLater(Reference reference) {
        return lanes.later(List.of(lane), lease -> digest(reference, lease));
    }

    /** The manifest as this registry serves it, and no mirror of it; on another thread. */
    public CompletableFuture<Manifest> manifestLater(Reference reference) {
        return lanes.later(List.of(lane), lease -> manifest(reference, lease));
    }

    /** Whether the repository holds the blob, asked on another thread; false only when it is really not there (404). */
    public CompletableFuture<Boolean> hasBlobLater(String repository, Digest blob) {
        BlobPlace place = new BlobPlace(transport, repository);
        return lanes.later(List.of(lane), lease -> place.has(blob, Scope.pull(repository), lease));
    }

    /** Writes a manifest under a tag or its digest, byte for byte and with its own media type; on another thread. */
    public CompletableFuture<Stored> putLater(Reference reference, Manifest manifest) {
        // distribution 2.8 for one refuses an image while somebody else writes the same manifest
        Reference place = reference.at(manifest.digest());
        return manifests.fly(
                place,
                () -> lanes.later(List.of(lane), lease -> put(reference, manifest, lease)),
                arrived -> arrived && reference.equals(place)
                        ? CompletableFuture.completedFuture(new Stored(manifest.digest(), true))
                        : putLater(reference, manifest));
    }

    /**
     * What the repository lists as referring to a manifest: by the referrers API or, where the registry lacks that, by
     * what is under the tag for it.
     */
    public CompletableFuture<List<Descriptor>> referrersLater(ImageName repository, Digest subject) {
        return referrers
                .list(new Reference(repository, subject.toString()))
                .thenCompose(byApi -> byApi.isPresent()
                        ? CompletableFuture.completedFuture(byApi.get())
                        // a tag of that form need not be such a list: then nobody lists anything
                        : findLater(ReferrerTags.list(repository, subject))
                                .thenApply(list -> list.map(Manifest::children).orElse(List.of())));
    }

    /** True when the registry has shown that it lists referrers itself. */
    public boolean listsReferrers() {
        return referrers.isThere();
    }

    /**
     * Reads what is under a tag, and writes what the change makes of it unless that is nothing; one change at a time, on
     * another thread. Answers whether anything was written.
     */
    public CompletableFuture<Boolean> changeLater(Reference tag, UnaryOperator<Optional<Manifest>> change) {
        return changes.make(tag, change);
    }

    CompletableFuture<Optional<Manifest>> findLater(Reference reference) {
        return lanes.later(List.of(lane), lease -> find(reference, lease));
    }

    Optional<Digest> digest(Reference reference, Lease lease) throws RegistryException {
        String what = "look up " + reference;
        Call call = manifestCall("HEAD", reference, lease);
        Head head = transport.ask(what, call, answer -> {
            if (answer.status() != 200 && answer.status() != 404 && answer.status() != 405) {
                throw transport.failure(what, answer);
            }
            // a 404 is "not there", whatever its headers say
            return new Head(answer.status(), answer.status() == 200 ? digestHeader(answer) : Optional.empty());
        });
        return head.status() == 404 || (head.status() == 200 && head.digest().isPresent())
                ? head.digest()
                : find(reference, lease).map(Manifest::digest);
    }

    private record Head(int status, Optional<Digest> digest) {}

    /** The manifest as the registry serves it, checked against the digest that was asked for or that the registry names. */
    Manifest manifest(Reference reference, Lease lease) throws RegistryException {
        String what = "read " + reference;
        return transport.ask(what, manifestCall("GET", reference, lease), answer -> {
            if (answer.status() != 200) {
                throw transport.failure(what, answer);
            }
            byte[] bytes = atMost(Manifest.LARGEST, answer, "manifest of " + reference);
            Optional<Digest> expected = reference.digest().or(() -> digestHeader(answer));
            return checked(reference, bytes, answer.header("Content-Type").orElse(""), expected);
        });
    }

    private Stored put(Reference reference, Manifest manifest, Lease lease) throws RegistryException {
        String what = "write " + reference;
        ByteArrayEntity body = new ByteArrayEntity(manifest.bytes(), ContentType.parse(manifest.mediaType()));
        Call call = Call.of(
                        "PUT",
                        manifestPath(reference),
                        Scope.push(reference.name().repository()))
                .with(body)
                .under(lease);
        Transport.Reading<Stored> reading = answer -> {
            if (answer.status() < 200 || answer.status() > 202) {
                throw transport.failure(what, answer);
            }
            answer.ignoreBody();
            return new Stored(
                    digestHeader(answer).orElse(manifest.digest()),
                    answer.header("OCI-Subject").isPresent());
        };
        Stored stored = written(
                what,
                call,
                reading,
                () -> digest(reference, lease).filter(manifest::matches).map(digest -> new Stored(digest, true)));
        if (!manifest.matches(stored.digest())) {
            throw RegistryException.refused(
                    name() + " stored " + reference + " as " + stored.digest() + ": expected " + manifest.digest(),
                    null);
        }
        return stored;
    }

    private Stored written(String what, Call call, Transport.Reading<Stored> reading, Transport.Check<Stored> taken)
            throws RegistryException {
        try {
            return transport.write(what, call, reading, taken);
        } catch (RegistryException e) {
            Optional<Stored> there = e.status() == IMMUTABLE ? taken.ask() : Optional.empty();
            if (there.isPresent()) {
                return there.get();
            }
            throw PASSING_REFUSALS.contains(e.code()) ? e.worthAnotherBeginning() : e;
        }
    }

    byte[] smallBlob(String repository, Descriptor blob, Lease lease) throws RegistryException {
        String what = "read blob " + blob.digest() + " from " + name();
        return transport.ask(what, getBlob(repository, blob).under(lease), answer -> {
            if (answer.status() != 200) {
                throw transport.failure(what, answer);
            }
            byte[] bytes = atMost(Manifest.LARGEST, answer, "blob " + blob.digest() + " of " + name());
            transport.listener().received(name(), bytes.length);
            if (!blob.digest().matches(bytes)) {
                throw RegistryException.wrongBytes(
                        "blob " + blob.digest() + " of " + name() + " does not have the bytes that its digest names");
            }
            return bytes;
        });
    }

    BlobStream openBlob(String repository, Descriptor blob, long from, Lease lease) throws RegistryException {
        String what = "read blob " + blob.digest() + " from " + name();
        Call call = getBlob(repository, blob).under(lease);
        Call ranged = from == 0 ? call : call.with("Range", "bytes=" + from + "-");
        return transport.open(what, ranged, answer -> BlobStream.of(transport, what, answer, blob, from));
    }

    private Optional<Manifest> find(Reference reference, Lease lease) throws RegistryException {
        try {
            return Optional.of(manifest(reference, lease));
        } catch (RegistryException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Manifest checked(Reference reference, byte[] bytes, String contentType, Optional<Digest> expected)
            throws RegistryException {
        try {
            Manifest manifest = Manifest.of(bytes, contentType);
            if (expected.isPresent() && !manifest.matches(expected.get())) {
                throw RegistryException.wrongBytes("manifest of " + reference + " has digest " + manifest.digest()
                        + ": expected " + expected.get());
            }
            return manifest;
        } catch (InvalidManifestException e) {
            // a damaged one is often no manifest at all
            throw RegistryException.wrongBytes("manifest of " + reference + ": " + e.getMessage());
        }
    }

    private static Call manifestCall(String method, Reference reference, Lease lease) {
        Scope scope = Scope.pull(reference.name().repository());
        return Call.of(method, manifestPath(reference), scope)
                .with("Accept", MANIFEST_TYPES)
                .under(lease);
    }

    private static Call getBlob(String repository, Descriptor blob) {
        return Call.of("GET", blobPath(repository, blob.digest()), Scope.pull(repository));
    }

    private static byte[] atMost(int most, Answer answer, String what) throws IOException {
        byte[] bytes = answer.body(most + 1);
        if (bytes.length > most) {
            throw RegistryException.refused(what + ": expected at most " + most + " bytes, found more", null);
        }
        return bytes;
    }

    private static Optional<Digest> digestHeader(Answer answer) {
        return answer.header("Docker-Content-Digest").filter(Digest::isDigest).map(Digest::of);
    }

    private static String manifestPath(Reference reference) {
        return "/v2/" + reference.name().repository() + "/manifests/" + reference.tagOrDigest();
    }

    private static String blobPath(String repository, Digest digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }
}
