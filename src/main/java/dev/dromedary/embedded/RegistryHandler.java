package dev.dromedary.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request to the endpoint it is for, and turns what goes wrong there into an error body. */
final class RegistryHandler implements HttpRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);

    private final BlobEndpoint blobs;
    private final UploadEndpoint uploads;
    private final ManifestEndpoint manifests;
    private final DiscoveryEndpoint discovery;

    RegistryHandler(Folder folder) {
        BlobStore blobStore = new BlobStore(folder);
        ManifestStore manifestStore = new ManifestStore(folder);
        this.blobs = new BlobEndpoint(blobStore);
        this.uploads = new UploadEndpoint(blobStore, new UploadStore(folder, blobStore));
        this.manifests = new ManifestEndpoint(blobStore, manifestStore);
        this.discovery = new DiscoveryEndpoint(manifestStore);
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context) {
        // docker asks /v2/ for this header before it believes that it speaks to a registry
        response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
        try {
            answer(new Exchange(request, response, Target.of(request.getPath())));
        } catch (RefusedException e) {
            e.headers().forEach(response::setHeader);
            error(response, e.status(), e.code().name(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.debug("cannot answer {} {}: {}", request.getMethod(), request.getPath(), e.toString());
            error(response, 500, "UNKNOWN", "cannot answer: " + e.getMessage());
            // the body may have ended early, or its rest may be long: neither is worth waiting for
            request.setEntity(null);
            response.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        }
        LOG.debug("{} {} {}", request.getMethod(), request.getPath(), response.getCode());
    }

    private void answer(Exchange exchange) throws IOException, RefusedException {
        switch (exchange.target().endpoint()) {
            case BASE -> base(exchange);
            case BLOB -> blobs.answer(exchange);
            case UPLOADS -> uploads.begin(exchange);
            case UPLOAD -> uploads.answer(exchange);
            case MANIFEST -> manifests.answer(exchange);
            case TAGS -> discovery.tags(exchange);
            case REFERRERS -> discovery.referrers(exchange);
        }
    }

    private static void base(Exchange exchange) throws RefusedException {
        switch (exchange.method()) {
            case "GET", "HEAD" -> exchange.json("application/json", JsonNodeFactory.instance.objectNode());
            default -> throw RefusedException.methodNotAllowed(exchange, "GET, HEAD");
        }
    }

    private static void error(ClassicHttpResponse response, int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors")
                .addObject()
                .setAll(Map.of(
                        "code", JsonNodeFactory.instance.textNode(code),
                        "message", JsonNodeFactory.instance.textNode(message)));
        response.setCode(status);
        response.setHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.setEntity(new ByteArrayEntity(Exchange.bytes(body), null));
    }
}
