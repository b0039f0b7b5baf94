package dev.dromedary.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one request brings to an upload, with what its {@code Content-Range: <first>-<last>} promises (OCI distribution
 * specification, "Pushing a blob in chunks").
 */
record Chunk(InputStream body, OptionalLong first, OptionalLong length) {
    private static final Pattern RANGE = Pattern.compile("(?<first>[0-9]{1,18})-(?<last>[0-9]{1,18})");

    static Chunk of(Exchange exchange) throws IOException, RefusedException {
        String range = exchange.requestHeader("Content-Range").orElse("");
        if (range.isEmpty()) {
            return new Chunk(exchange.body(), OptionalLong.empty(), OptionalLong.empty());
        }
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new RefusedException(
                    ErrorCode.BLOB_UPLOAD_INVALID, "content range \"" + range + "\": expected <first>-<last>");
        }
        long first = Long.parseLong(matcher.group("first"));
        long length = Long.parseLong(matcher.group("last")) - first + 1;
        if (exchange.bodyLength() >= 0 && exchange.bodyLength() != length) {
            throw wrongLength(length, exchange.bodyLength());
        }
        return new Chunk(exchange.body(), OptionalLong.of(first), OptionalLong.of(length));
    }

    /** Refuses a chunk that does not begin where the upload ends. */
    void checkStart(long size) throws RefusedException {
        if (first.isPresent() && first.getAsLong() != size) {
            throw new RefusedException(
                    ErrorCode.BLOB_UPLOAD_INVALID,
                    416,
                    "chunk from byte " + first.getAsLong() + ": expected one from byte " + size,
                    Map.of("Range", UploadEndpoint.range(size)));
        }
    }

    void checkLength(long came) throws RefusedException {
        if (length.isPresent() && length.getAsLong() != came) {
            throw wrongLength(length.getAsLong(), came);
        }
    }

    private static RefusedException wrongLength(long promised, long came) {
        return new RefusedException(
                ErrorCode.SIZE_INVALID, "chunk of " + came + " bytes: expected " + promised + " by its content range");
    }
}
