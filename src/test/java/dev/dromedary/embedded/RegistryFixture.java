package dev.dromedary.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A registry by its name, spoken to over real HTTP. */
final class RegistryFixture {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String name;

    RegistryFixture(String name) {
        this.name = name;
    }

    /** Sends a request; headers are names and values by turns. */
    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        BodyPublisher publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        return client.send(request(method, path, publisher, headers).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(method, path, new byte[0], headers);
    }

    HttpRequest.Builder request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + name + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** A connection of its own, for what no HTTP client would send. */
    Socket connect() throws IOException {
        int port = Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    HttpClient client() {
        return client;
    }

    /** Begins an upload and answers where it goes on. */
    String beginUpload(String repository) throws IOException, InterruptedException {
        return location(send("POST", "/v2/" + repository + "/blobs/uploads/"));
    }

    Digest pushBlob(String repository, String content) throws IOException, InterruptedException {
        return pushBlob(repository, utf8(content));
    }

    Digest pushBlob(String repository, byte[] content) throws IOException, InterruptedException {
        Digest digest = Digest.sha256(content);
        expect(201, send("PUT", beginUpload(repository) + "?digest=" + digest, content));
        return digest;
    }

    /** Puts an image manifest of one config and one layer, both pushed before, and answers its digest. */
    Digest pushImage(String repository, String tag, String content) throws IOException, InterruptedException {
        String manifest = image(pushBlob(repository, "config of " + content), pushBlob(repository, content));
        expect(201, putManifest(repository, tag, MANIFEST, manifest));
        return Digest.sha256(utf8(manifest));
    }

    HttpResponse<byte[]> putManifest(String repository, Object reference, String mediaType, String manifest)
            throws IOException, InterruptedException {
        return send("PUT", "/v2/" + repository + "/manifests/" + reference, utf8(manifest), "Content-Type", mediaType);
    }

    static String image(Digest config, Digest layer) {
        return """
                {"schemaVersion": 2, "mediaType": "%s",
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": 1},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": 1}]}
                """.formatted(MANIFEST, config, layer);
    }

    static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** The status and the code of an error: {@code 404 BLOB_UNKNOWN}. */
    static String error(HttpResponse<byte[]> response) throws IOException {
        JsonNode error = json(response).path("errors").path(0);
        return response.statusCode() + " " + error.path("code").asText();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void expect(int status, HttpResponse<byte[]> response) {
        if (response.statusCode() != status) {
            throw new AssertionError("expected " + status + ", found " + response + ": " + text(response));
        }
    }
}
