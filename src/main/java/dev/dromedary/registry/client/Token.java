package dev.dromedary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * A Bearer token; never shown.
 *
 * @param renewAt {@link System#nanoTime} from which a new one is asked for
 */
record Token(String value, long renewAt) {
    /** What a token without {@code expires_in} is good for (distribution specification, "Token authentication"). */
    private static final Duration USUAL = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofHours(12);

    /** Reads a token server's answer; its token is empty when there is none in it. */
    static Token of(JsonNode answer, long now) {
        String value = answer.path("token").asText(answer.path("access_token").asText(""));
        long seconds = answer.path("expires_in").asLong(0);
        Duration life = seconds <= 0 ? USUAL : Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        // a fifth of its life is left for clocks that differ and for requests that are under way
        return new Token(value, now + life.toNanos() / 5 * 4);
    }

    boolean isFresh(long now) {
        return now - renewAt < 0;
    }

    @Override
    public String toString() {
        return "token";
    }
}
