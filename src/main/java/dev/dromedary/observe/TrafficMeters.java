package dev.dromedary.observe;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what goes on between this process and registries. */
final class TrafficMeters implements TrafficListener {
    /** What is sent by us; anything else would be a mistake, and is not to make a series of its own. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final MeterRegistry meters;
    private final RegistryLabels labels;
    private final Counters requests;
    private final Counters retries;
    private final Counters waits;
    private final Counters waitSeconds;
    private final Counters bytes;
    private final Map<String, Integer> remaining = new ConcurrentHashMap<>();

    TrafficMeters(MeterRegistry meters, RegistryLabels labels) {
        this.meters = meters;
        this.labels = labels;
        requests = new Counters(
                meters,
                "dromedary.requests",
                "Requests sent, by the class of the answer's status",
                "registry",
                "endpoint",
                "method",
                "status");
        retries = new Counters(
                meters,
                "dromedary.retries",
                "Requests and transfers that failed and were begun once more",
                "registry",
                "cause");
        waits = new Counters(meters, "dromedary.waits", "Waits of requests", "registry", "cause");
        waitSeconds =
                new Counters(meters, "dromedary.wait.seconds", "Seconds that requests waited for", "registry", "cause");
        bytes = new Counters(
                meters,
                "dromedary.blob.bytes",
                "Bytes of blobs on the wire, those that were sent twice included",
                "registry",
                "direction");
    }

    @Override
    public void requested(RegistryName registry, Endpoint endpoint, String method, int status) {
        String known = METHODS.contains(method) ? method : Label.OTHER;
        requests.add(1, labels.of(registry), Label.of(endpoint), known, statusClass(status));
    }

    /** {@code 2xx}; {@code none} where no answer came, or one whose status is none. */
    private static String statusClass(int status) {
        return status < 100 || status > 599 ? "none" : status / 100 + "xx";
    }

    @Override
    public void retried(RegistryName registry, RegistryException cause) {
        retries.add(1, labels.of(registry), cause(cause));
    }

    private static String cause(RegistryException cause) {
        if (cause.status() == 0) {
            return cause.isRetryable() ? "connection" : "wrong-bytes";
        }
        return cause.status() == 429 ? "rate-limit" : String.format(Locale.ROOT, "%dxx", cause.status() / 100);
    }

    @Override
    public void waiting(RegistryName registry, Wait why, Duration time) {
        if (time.isZero()) {
            return;
        }
        String label = labels.of(registry);
        waits.add(1, label, Label.of(why));
        waitSeconds.add(time.toNanos() / 1e9, label, Label.of(why));
    }

    @Override
    public void received(RegistryName registry, long count) {
        bytes.add((double) count, labels.of(registry), Label.PULLED);
    }

    @Override
    public void sent(RegistryName registry, long count) {
        bytes.add((double) count, labels.of(registry), Label.PUSHED);
    }

    @Override
    public void remaining(RegistryName registry, int pulls) {
        String label = labels.of(registry);
        if (label.equals(Label.OTHER)) {
            return; // of several at once it would say nothing
        }
        if (remaining.put(label, pulls) == null) {
            Gauge.builder("dromedary.rate.limit.remaining", () -> remaining.getOrDefault(label, 0))
                    .description("Pulls that the registry said were left when it was asked last")
                    .tag("registry", label)
                    .register(meters);
        }
    }
}
