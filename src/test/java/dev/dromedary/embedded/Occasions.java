package dev.dromedary.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests meet a fault.
 *
 * @param path of the path with its raw query, as a whole
 * @param skipped how many of them are left alone first
 * @param times how many meet it then
 * @param perBlob whether both are counted for each blob by itself
 */
record Occasions(Pattern method, Pattern path, int skipped, int times, boolean perBlob) {
    private static final Pattern DIGEST = Pattern.compile(".*(sha(?:256|512)(?::|%3A)[0-9a-f]+).*");

    static Occasions once(String method, String pathRegex) {
        return new Occasions(Pattern.compile(method), Pattern.compile(pathRegex), 0, 1, false);
    }

    Occasions times(int count) {
        return new Occasions(method, path, skipped, count, perBlob);
    }

    Occasions afterSkipping(int count) {
        return new Occasions(method, path, count, times, perBlob);
    }

    Occasions forEachBlob() {
        return new Occasions(method, path, skipped, times, true);
    }

    boolean include(String requestMethod, String pathAndQuery) {
        return method.matcher(requestMethod).matches()
                && path.matcher(pathAndQuery).matches();
    }

    /** True for the one that comes behind so many. */
    boolean isDue(int before) {
        return before >= skipped && before - skipped < times;
    }

    /** What a request is counted by. */
    String counter(String pathAndQuery) {
        Matcher digest = DIGEST.matcher(pathAndQuery);
        String path = digest.matches() ? digest.group(1) : pathAndQuery;
        return perBlob ? path : "";
    }
}
