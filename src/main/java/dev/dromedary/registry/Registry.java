package dev.dromedary.registry;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registry: manifests and blobs by the OCI distribution specification v1.1. Every operation throws {@link
 * RegistryException} when the registry does not do what is asked.
 */
public final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

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

    private final Transport transport;

    Registry(Transport transport) {
        this.transport = transport;
    }

    public RegistryName name() {
        return transport.registry();
    }

    /** The digest of the manifest that the registry serves now; empty only when it is really not there (404). */
    public Optional<Digest> digest(Reference reference) throws RegistryException {
        String what = "look up " + reference;
        Call call = Call.of(
                        "HEAD",
                        manifestPath(reference),
                        Scope.pull(reference.name().repository()))
                .with("Accept", MANIFEST_TYPES);
        Head head = transport.ask(what, call, answer -> {
            if (answer.status() != 200 && answer.status() != 404 && answer.status() != 405) {
                throw transport.failure(what, answer);
            }
            // a 404 is "not there", whatever its headers say
            return new Head(answer.status(), answer.status() == 200 ? digestHeader(answer) : Optional.empty());
        });
        return head.status() == 404 || (head.status() == 200 && head.digest().isPresent())
                ? head.digest()
                : digestByGet(reference);
    }

    private record Head(int status, Optional<Digest> digest) {}

    /** The manifest as the registry serves it, checked against the digest that was asked for or that the registry names. */
    public Manifest manifest(Reference reference) throws RegistryException {
        String what = "read " + reference;
        Call call = Call.of(
                        "GET",
                        manifestPath(reference),
                        Scope.pull(reference.name().repository()))
                .with("Accept", MANIFEST_TYPES);
        return transport.ask(what, call, answer -> {
            if (answer.status() != 200) {
                throw transport.failure(what, answer);
            }
            byte[] bytes = atMost(Manifest.LARGEST, answer, "manifest of " + reference);
            Optional<Digest> expected = reference.digest().or(() -> digestHeader(answer));
            return checked(reference, bytes, answer.header("Content-Type").orElse(""), expected);
        });
    }

    /** Writes a manifest under a tag or its digest, byte for byte and with its own media type. */
    public void put(Reference reference, Manifest manifest) throws RegistryException {
        String what = "write " + reference;
        ByteArrayEntity body = new ByteArrayEntity(manifest.bytes(), ContentType.parse(manifest.mediaType()));
        Call call = Call.of(
                        "PUT",
                        manifestPath(reference),
                        Scope.push(reference.name().repository()))
                .with(body, Duration.ofMinutes(2));
        Optional<Digest> stored = transport.ask(what, call, answer -> {
            if (answer.status() < 200 || answer.status() > 202) {
                throw transport.failure(what, answer);
            }
            answer.ignoreBody();
            return digestHeader(answer);
        });
        if (stored.isPresent() && !manifest.matches(stored.get())) {
            throw RegistryException.refused(
                    name() + " stored " + reference + " as " + stored.get() + ": expected " + manifest.digest(), null);
        }
    }

    public boolean hasBlob(String repository, Digest digest) throws RegistryException {
        String what = "look up blob " + digest + " at " + name();
        Call call = Call.of("HEAD", blobPath(repository, digest), Scope.push(repository));
        return transport.ask(what, call, answer -> {
            if (answer.status() != 200 && answer.status() != 404) {
                throw transport.failure(what, answer);
            }
            return answer.status() == 200;
        });
    }

    /** A small blob, such as a config, whole and verified. */
    public byte[] smallBlob(String repository, Descriptor blob) throws RegistryException {
        String what = "read blob " + blob.digest() + " from " + name();
        byte[] bytes = transport.ask(what, getBlob(repository, blob), answer -> {
            if (answer.status() != 200) {
                throw transport.failure(what, answer);
            }
            return atMost(Manifest.LARGEST, answer, "blob " + blob.digest() + " of " + name());
        });
        if (!blob.digest().matches(bytes)) {
            throw RegistryException.refused(
                    "blob " + blob.digest() + " of " + name() + " does not have the bytes that its digest names", null);
        }
        return bytes;
    }

    /** Opens a blob; its length is the one that its descriptor says, or this throws. The caller closes it. */
    public BlobStream openBlob(String repository, Descriptor blob) throws RegistryException {
        return BlobStream.open(transport, getBlob(repository, blob), blob);
    }

    /** Uploads a blob while it is read; wrong bytes are never committed. */
    public void putBlob(String repository, Descriptor blob, BlobStream source) throws RegistryException {
        Upload.open(transport, repository).put(blob, source);
        LOG.debug("wrote blob {} of {} bytes to {}/{}", blob.digest(), source.length(), name(), repository);
    }

    private Optional<Digest> digestByGet(Reference reference) throws RegistryException {
        try {
            return Optional.of(manifest(reference).digest());
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
                throw RegistryException.refused(
                        "manifest of " + reference + " has digest " + manifest.digest() + ": expected "
                                + expected.get(),
                        null);
            }
            return manifest;
        } catch (InvalidManifestException e) {
            throw RegistryException.refused("manifest of " + reference + ": " + e.getMessage(), e);
        }
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
