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
            case "GET" -> get(exchange);
            case "HEAD" -> whole(exchange);
            case "DELETE" -> {
                blobs.delete(exchange.repository(), exchange.digest());
                exchange.status(HttpStatus.SC_ACCEPTED);
            }
            default -> throw RefusedException.methodNotAllowed(exchange, "GET, HEAD, DELETE");
        }
    }

    private void get(Exchange exchange) throws IOException, RefusedException {
        Path content = blobs.content(exchange.repository(), exchange.digest());
        long size = Files.size(content);
        Optional<ByteRange> range = ByteRange.of(exchange.requestHeader(HttpHeaders.RANGE), size);
        if (range.isEmpty()) {
            whole(exchange);
            return;
        }
        ByteRange part = range.get();
        exchange.status(HttpStatus.SC_PARTIAL_CONTENT)
                .header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
        serve(exchange, new FileSlice(content, part.first(), part.length()));
    }

    private void whole(Exchange exchange) throws IOException, RefusedException {
        Path content = blobs.content(exchange.repository(), exchange.digest());
        serve(exchange, new FileSlice(content, 0, Files.size(content)));
    }

    private static void serve(Exchange exchange, FileSlice bytes) throws RefusedException {
        Digest digest = exchange.digest();
        exchange.header(Exchange.CONTENT_DIGEST, digest)
                .header(HttpHeaders.ETAG, "\"" + digest + "\"")
                .header("Accept-Ranges", "bytes")
                .entity("application/octet-stream", bytes);
    }
}
