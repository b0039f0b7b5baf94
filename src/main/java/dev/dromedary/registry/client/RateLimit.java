package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.TrafficListener;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a registry says of how many pulls are left, as Docker Hub does: {@code ratelimit-remaining: 76;w=21600}, 76 in a
 * window of 21,600 seconds. Told once a minute while it changes.
 */
final class RateLimit {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimit.class);
    private static final Pattern REMAINING = Pattern.compile("\\s*([0-9]{1,9})\\s*(?:;\\s*w=([0-9]{1,9}).*)?");
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final RegistryName registry;
    private final TrafficListener listener;
    private int remaining = -1;
    private long told;

    RateLimit(RegistryName registry, TrafficListener listener) {
        this.registry = registry;
        this.listener = listener;
    }

    void read(Answer answer) {
        answer.header("ratelimit-remaining")
                .map(REMAINING::matcher)
                .filter(Matcher::matches)
                .ifPresent(this::note);
    }

    private synchronized void note(Matcher header) {
        int now = Integer.parseInt(header.group(1));
        boolean first = remaining < 0;
        boolean due = first || System.nanoTime() - told > PERIOD.toNanos();
        if (now != remaining && due) {
            told = System.nanoTime();
            String window = header.group(2) == null ? "" : " of a window of " + header.group(2) + " s";
            LOG.info("{} says that {} pulls are left{}", registry, now, window);
        }
        remaining = now;
        listener.remaining(registry, now);
    }
}
