package dev.dromedary.witness;

import dev.dromedary.image.Digest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A minimal client of the OCI distribution protocol over plain HTTP, independent of the one under test. What a call
 * looks for and does not find (404) is an empty answer; anything else unexpected throws.
 */
public final class RegistryApi {
    private static final String ACCEPT = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "*/*");

    private final String registry;
    private final String authorization;

    /** A manifest as it was served. */
    public static final class Manifest {
        private final String mediaType;
        private final String digest;
        private final byte[] bytes;

        private Manifest(HttpResponse<byte[]> response) {
            mediaType = response.headers().firstValue("Content-Type").orElse("");
            bytes = response.body();
            digest = claimedDigest(response, bytes);
        }

        public String mediaType() {
            return mediaType;
        }

        /** What the registry says its digest is; by sha256 of the bytes only where it says nothing. */
        public String digest() {
            return digest;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** A client without credentials of the registry {@code host:port}. */
    public RegistryApi(String registry) {
        this(registry, "");
    }

    private RegistryApi(String registry, String authorization) {
        this.registry = registry;
        this.authorization = authorization;
    }

    public RegistryApi withBasicAuth(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new RegistryApi(registry, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** The registry's {@code host:port}. */
    public String registry() {
        return registry;
    }

    public Digest pushBlob(String repository, byte[] content) {
        return pushBlob(repository, Digest.sha256(content), content);
    }

    /** Pushes a blob under a digest of any algorithm; the registry may refuse what it does not know. */
    public Digest pushBlob(String repository, Digest digest, byte[] content) {
        HttpResponse<byte[]> session =
                send(request(repository + "/blobs/uploads/").POST(BodyPublishers.noBody()), 202);
        String location = session.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("an upload without Location at " + registry));
        URI upload = session.uri().resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        HttpRequest.Builder put = authorized(HttpRequest.newBuilder(upload))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(content));
        send(put, 201);
        return digest;
    }

    /** Answers the digest that the registry gave the manifest. */
    public String pushManifest(String repository, String tagOrDigest, String mediaType, byte[] content) {
        HttpRequest.Builder put = request(repository + "/manifests/" + tagOrDigest)
                .header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofByteArray(content));
        return claimedDigest(send(put, 201), content);
    }

    /** The digest that the registry names for a tag or digest. */
    public Optional<String> headManifest(String repository, String tagOrDigest) {
        HttpRequest.Builder head = request(repository + "/manifests/" + tagOrDigest)
                .header("Accept", ACCEPT)
                .method("HEAD", BodyPublishers.noBody());
        return found(head).flatMap(response -> response.headers().firstValue("Docker-Content-Digest"));
    }

    public Optional<Manifest> getManifest(String repository, String tagOrDigest) {
        return found(request(repository + "/manifests/" + tagOrDigest).header("Accept", ACCEPT))
                .map(Manifest::new);
    }

    public boolean hasBlob(String repository, Digest digest) {
        return found(request(repository + "/blobs/" + digest).method("HEAD", BodyPublishers.noBody()))
                .isPresent();
    }

    public Optional<byte[]> getBlob(String repository, Digest digest) {
        return found(request(repository + "/blobs/" + digest)).map(HttpResponse::body);
    }

    public void deleteManifest(String repository, Digest digest) {
        send(request(repository + "/manifests/" + digest).DELETE(), 202);
    }

    public void deleteBlob(String repository, Digest digest) {
        send(request(repository + "/blobs/" + digest).DELETE(), 202);
    }

    /** The repository's tags in the registry's order; none when it knows no such repository. */
    public List<String> tags(String repository) {
        List<String> tags = new ArrayList<>();
        found(request(repository + "/tags/list"))
                .map(response -> Json.read(response.body()).path("tags"))
                .ifPresent(names -> names.forEach(name -> tags.add(name.textValue())));
        return List.copyOf(tags);
    }

    /** The digests of what the registry lists as referring to a manifest; none when it has no such API. */
    public List<String> referrers(String repository, Digest subject) {
        List<String> digests = new ArrayList<>();
        found(request(repository + "/referrers/" + subject))
                .map(response -> Json.read(response.body()).path("manifests"))
                .ifPresent(entries -> entries.forEach(
                        entry -> digests.add(entry.path("digest").textValue())));
        return List.copyOf(digests);
    }

    private static String claimedDigest(HttpResponse<byte[]> response, byte[] manifest) {
        return response.headers()
                .firstValue("Docker-Content-Digest")
                .orElseGet(() -> Digest.sha256(manifest).toString());
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(URI.create("http://" + registry + "/v2/" + path)));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static Optional<HttpResponse<byte[]>> found(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = Http.send(request);
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(expected(response, 200));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request, int status) {
        return expected(Http.send(request), status);
    }

    private static HttpResponse<byte[]> expected(HttpResponse<byte[]> response, int status) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.request().method() + " " + response.uri() + ": expected " + status
                    + ", found " + response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }
}
