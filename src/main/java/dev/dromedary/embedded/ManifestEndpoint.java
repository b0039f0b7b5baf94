package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.Manifest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** {@code /v2/<name>/manifests/<reference>} (OCI distribution specification, "Pulling", "Pushing", "Deleting"). */
final class ManifestEndpoint {
    private final BlobStore blobs;
    private final ManifestStore manifests;

    ManifestEndpoint(BlobStore blobs, ManifestStore manifests) {
        this.blobs = blobs;
        this.manifests = manifests;
    }

    void answer(Exchange exchange) throws IOException, RefusedException {
        switch (exchange.method()) {
            case "GET", "HEAD" -> get(exchange);
            case "PUT" -> put(exchange);
            case "DELETE" -> delete(exchange);
            default -> throw RefusedException.methodNotAllowed(exchange, "GET, HEAD, PUT, DELETE");
        }
    }

    private void get(Exchange exchange) throws IOException, RefusedException {
        String repository = exchange.repository();
        Optional<Digest> asked = digest(exchange, ErrorCode.MANIFEST_UNKNOWN);
        Digest digest = asked.isPresent()
                ? asked.get()
                : manifests.tagged(repository, exchange.target().last()).orElseThrow(() -> unknown(exchange));
        ManifestDocument manifest = manifests.find(repository, digest).orElseThrow(() -> unknown(exchange));
        exchange.header(Exchange.CONTENT_DIGEST, digest)
                .header(HttpHeaders.ETAG, "\"" + digest + "\"")
                .entity(manifest.mediaType(), new ByteArrayEntity(manifest.content(), null));
    }

    private void put(Exchange exchange) throws IOException, RefusedException {
        Optional<Digest> asked = digest(exchange, ErrorCode.MANIFEST_INVALID);
        ManifestDocument manifest =
                ManifestDocument.of(body(exchange), exchange.requestHeader(HttpHeaders.CONTENT_TYPE));
        Digest digest = manifest.digest(asked);
        if (asked.isPresent() && !asked.get().equals(digest)) {
            throw new RefusedException(
                    ErrorCode.DIGEST_INVALID, "digest \"" + asked.get() + "\": the manifest has \"" + digest + "\"");
        }
        checkNeeded(exchange.repository(), manifest);
        Optional<Digest> subject = manifest.subject();
        manifests.put(exchange.repository(), digest, manifest);
        if (asked.isEmpty()) {
            manifests.tag(exchange.repository(), exchange.target().last(), digest);
        }
        subject.ifPresent(value -> exchange.header("OCI-Subject", value));
        exchange.status(HttpStatus.SC_CREATED)
                .header(Exchange.CONTENT_DIGEST, digest)
                .header(HttpHeaders.LOCATION, "/v2/" + exchange.repository() + "/manifests/" + digest);
    }

    private void delete(Exchange exchange) throws IOException, RefusedException {
        Optional<Digest> asked = digest(exchange, ErrorCode.MANIFEST_UNKNOWN);
        boolean deleted = asked.isPresent()
                ? manifests.delete(exchange.repository(), asked.get())
                : manifests.untag(exchange.repository(), exchange.target().last());
        if (!deleted) {
            throw unknown(exchange);
        }
        exchange.status(HttpStatus.SC_ACCEPTED);
    }

    private void checkNeeded(String repository, ManifestDocument manifest) throws RefusedException {
        for (ManifestDocument.Needed needed : manifest.needed()) {
            Digest digest = needed.digest();
            if (!blobs.has(repository, digest) && !(needed.orManifest() && manifests.has(repository, digest))) {
                throw new RefusedException(
                        ErrorCode.MANIFEST_BLOB_UNKNOWN,
                        "manifest refers to \"" + digest + "\": not in repository \"" + repository + "\"");
            }
        }
    }

    private static byte[] body(Exchange exchange) throws IOException, RefusedException {
        if (exchange.bodyLength() <= Manifest.LARGEST) {
            byte[] body = exchange.body().readNBytes(Manifest.LARGEST + 1);
            if (body.length <= Manifest.LARGEST) {
                return body;
            }
        }
        throw new RefusedException(
                ErrorCode.SIZE_INVALID, 413, "manifest: expected at most " + Manifest.LARGEST + " bytes", Map.of());
    }

    /** The digest, when the path ends in one; empty when it ends in a tag. */
    private static Optional<Digest> digest(Exchange exchange, ErrorCode noTag) throws RefusedException {
        if (exchange.target().last().indexOf(':') >= 0) {
            return Optional.of(exchange.digest());
        }
        try {
            return exchange.target().reference().digest();
        } catch (InvalidNameException e) {
            throw new RefusedException(noTag, e.getMessage());
        }
    }

    private static RefusedException unknown(Exchange exchange) {
        return new RefusedException(
                ErrorCode.MANIFEST_UNKNOWN,
                "manifest \"" + exchange.target().last() + "\": not in repository \"" + exchange.repository() + "\"");
    }
}
