package dev.dromedary.registry;

import java.time.Duration;

/**
 * How often and how long registries are asked before a request or a blob fails.
 *
 * @param requestTries how often one request is sent at most
 * @param requestTimeout what one request may take over all its tries; waits that a registry asked for, the sending of a
 *     body and the answer to a blob's PUT do not count
 * @param maxWait a registry that asks to be left alone for longer fails what needs it
 * @param stallTimeout how long a transfer may stand still
 * @param minSpeed bytes a second that a transfer has to make over {@code speedWindow}
 * @param firstBackOff the wait before the second try; it doubles up to 30 s, ± 20 %
 */
public record Patience(
        int requestTries,
        Duration requestTimeout,
        Duration maxWait,
        Duration stallTimeout,
        long minSpeed,
        Duration speedWindow,
        Duration firstBackOff) {
    public static final Patience USUAL = new Patience(
            5,
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            1024,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));
}
