package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/** {@code /v2/<name>/blobs/uploads/} and what is below it (OCI distribution specification, "Pushing blobs"). */
final class UploadEndpoint {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final BlobStore blobs;
    private final UploadStore uploads;

    UploadEndpoint(BlobStore blobs, UploadStore uploads) {
        this.blobs = blobs;
        this.uploads = uploads;
    }

    /** Mounts a blob, takes one that comes in this very request, or begins an upload. */
    void begin(Exchange exchange) throws IOException, RefusedException {
        if (!exchange.method().equals("POST")) {
            throw RefusedException.methodNotAllowed(exchange, "POST");
        }
        if (mounted(exchange)) {
            return;
        }
        UUID id = uploads.begin(exchange.repository());
        Optional<String> digest = exchange.target().parameter("digest");
        if (digest.isPresent()) {
            takeAtOnce(exchange, id, digest.get());
        } else {
            progress(exchange, id, 0).status(HttpStatus.SC_ACCEPTED);
        }
    }

    /** Goes on with an upload. */
    void answer(Exchange exchange) throws IOException, RefusedException {
        String repository = exchange.repository();
        UUID id = id(exchange.target().last());
        switch (exchange.method()) {
            case "GET" -> progress(exchange, id, uploads.size(repository, id)).status(HttpStatus.SC_NO_CONTENT);
            case "PATCH" -> {
                progress(exchange, id, uploads.size(repository, id));
                progress(exchange, id, uploads.append(repository, id, Chunk.of(exchange)))
                        .status(HttpStatus.SC_ACCEPTED);
            }
            case "PUT" ->
                finish(exchange, id, exchange.target().parameter("digest").orElse(""));
            case "DELETE" -> {
                uploads.cancel(repository, id);
                exchange.status(HttpStatus.SC_NO_CONTENT);
            }
            default -> throw RefusedException.methodNotAllowed(exchange, "GET, PATCH, PUT, DELETE");
        }
    }

    /** The header that says how much has come; nothing and one byte look the same, as they do in docker's API. */
    static String range(long size) {
        return "0-" + Math.max(0, size - 1);
    }

    private boolean mounted(Exchange exchange) throws IOException, RefusedException {
        Optional<String> mount = exchange.target().parameter("mount");
        Optional<String> from = exchange.target().parameter("from");
        if (mount.isEmpty() || from.isEmpty()) {
            return false;
        }
        Digest digest = Exchange.digest(mount.get());
        if (!blobs.mount(exchange.repository(), Target.repository(from.get()), digest)) {
            return false;
        }
        created(exchange, digest);
        return true;
    }

    private void takeAtOnce(Exchange exchange, UUID id, String digest) throws IOException, RefusedException {
        boolean taken = false;
        try {
            finish(exchange, id, digest);
            taken = true;
        } finally {
            if (!taken) {
                // nobody was told its id
                uploads.discard(exchange.repository(), id);
            }
        }
    }

    private void finish(Exchange exchange, UUID id, String digest) throws IOException, RefusedException {
        Digest expected = Exchange.digest(digest);
        uploads.finish(exchange.repository(), id, Chunk.of(exchange), expected);
        created(exchange, expected);
    }

    private static void created(Exchange exchange, Digest digest) {
        exchange.status(HttpStatus.SC_CREATED)
                .header(Exchange.CONTENT_DIGEST, digest)
                .header(HttpHeaders.LOCATION, "/v2/" + exchange.repository() + "/blobs/" + digest);
    }

    private static Exchange progress(Exchange exchange, UUID id, long size) {
        return exchange.header(HttpHeaders.LOCATION, "/v2/" + exchange.repository() + "/blobs/uploads/" + id)
                .header("Docker-Upload-UUID", id)
                .header("Range", range(size));
    }

    private static UUID id(String text) throws RefusedException {
        if (!ID.matcher(text).matches()) {
            throw new RefusedException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "upload \"" + text + "\": unknown");
        }
        return UUID.fromString(text);
    }
}
