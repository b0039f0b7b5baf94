package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/** {@code /v2/<name>/blobs/<digest>} (OCI distribution specification, "Pulling blobs" and "Deleting Blobs"). */
final class BlobEndpoint {
    private final BlobStore blobs;

    BlobEndpoint(BlobStore blobs) {
        this.blobs = blobs;
    }

    void answer(Exchange exchange) throws IOException, RefusedException {
        switch (exchange.method()) {
            case "GET" -> serve(exchange, exchange.requestHeader(HttpHeaders.RANGE));
            case "HEAD" -> serve(exchange, Optional.empty());
            case "DELETE" -> {
                blobs.delete(exchange.repository(), exchange.digest());
                exchange.status(HttpStatus.SC_ACCEPTED);
            }
            default -> throw RefusedException.methodNotAllowed(exchange, "GET, HEAD, DELETE");
        }
    }

    private void serve(Exchange exchange, Optional<String> askedRange) throws IOException, RefusedException {
        Digest digest = exchange.digest();
        Path content = blobs.content(exchange.repository(), digest);
        long size = Files.size(content);
        Optional<ByteRange> range = ByteRange.of(askedRange, size);
        if (range.isPresent()) {
            exchange.status(HttpStatus.SC_PARTIAL_CONTENT).header("Content-Range", "bytes " + range.get() + "/" + size);
        }
        ByteRange served = range.orElse(new ByteRange(0, size - 1));
        exchange.header(Exchange.CONTENT_DIGEST, digest)
                .header(HttpHeaders.ETAG, "\"" + digest + "\"")
                .header("Accept-Ranges", "bytes")
                .entity("application/octet-stream", new FileSlice(content, served.first(), served.length()));
    }
}
