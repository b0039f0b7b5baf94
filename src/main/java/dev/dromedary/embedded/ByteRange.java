package dev.dromedary.embedded;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes that a {@code Range} header asks for, {@code last} included (RFC 9110, section 14). */
record ByteRange(long first, long last) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(?<first>[0-9]{0,18})-(?<last>[0-9]{0,18})");

    long length() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }

    /**
     * The range that is to be served of so many bytes; empty when there is no header, or one that may be ignored
     * (several ranges, another unit). Refused with 416 when no byte of it exists.
     */
    static Optional<ByteRange> of(Optional<String> header, long size) throws RefusedException {
        Matcher matcher = ONE_RANGE.matcher(header.orElse(""));
        if (!matcher.matches() || matcher.group().equals("bytes=-")) {
            return Optional.empty();
        }
        ByteRange range = of(matcher.group("first"), matcher.group("last"), size);
        if (range.first() >= size || range.length() < 1) {
            throw new RefusedException(
                    ErrorCode.SIZE_INVALID,
                    416,
                    "range \"" + matcher.group() + "\": expected bytes of 0-" + (size - 1),
                    Map.of("Content-Range", "bytes */" + size));
        }
        return Optional.of(range);
    }

    private static ByteRange of(String first, String last, long size) {
        if (first.isEmpty()) {
            return new ByteRange(Math.max(0, size - Long.parseLong(last)), size - 1);
        }
        long end = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
        return new ByteRange(Long.parseLong(first), end);
    }
}
