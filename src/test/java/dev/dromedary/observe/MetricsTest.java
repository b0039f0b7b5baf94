package dev.dromedary.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Moved;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists and registries can make of the meters: no more than a bound. */
class MetricsTest {
    private static final RegistryName OURS = new RegistryName("ours.example:5000");

    private static final String SUCCESS = "dromedary.schedule.last.success.timestamp.seconds";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(meters, List.of(OURS));

    @Test
    void namesNoMoreRegistriesThanABoundWhateverListsBring() {
        IntStream.range(0, 5_000).forEach(i -> ask(new RegistryName("junk" + i + ".example")));
        ask(OURS);

        Set<String> names = registries();
        assertThat(names).hasSize(RegistryLabels.MOST + 1).contains("ours.example:5000", "junk0.example", "other");
        assertThat(requests("other")).isEqualTo(5_000 - (RegistryLabels.MOST - 1));
        assertThat(requests("ours.example:5000")).isEqualTo(1);
    }

    private void ask(RegistryName registry) {
        TrafficListener traffic = metrics.traffic();
        traffic.requested(registry, TrafficListener.Endpoint.REGISTRY, "GET", 200);
        traffic.received(registry, 1);
        traffic.sent(registry, 1);
        traffic.waiting(registry, TrafficListener.Wait.ASKED, Duration.ofSeconds(1));
        traffic.remaining(registry, 7);
    }

    private Set<String> registries() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .map(id -> String.valueOf(id.getTag("registry")))
                .collect(Collectors.toSet());
    }

    private double requests(String registry) {
        return meters.get("dromedary.requests")
                .tag("registry", registry)
                .counter()
                .count();
    }

    @Test
    void makesNoSeriesOfWhatARegistryAnswers() {
        for (int status : new int[] {0, 99, 200, 204, 206, 299, 404, 599, 600, 999}) {
            metrics.traffic().requested(OURS, TrafficListener.Endpoint.STORAGE, "GET", status);
        }
        assertThat(meters.get("dromedary.requests").counters())
                .extracting(counter -> counter.getId().getTag("status"))
                .containsExactlyInAnyOrder("none", "2xx", "4xx", "5xx");
    }

    @Test
    void believesNoSizeThatAManifestMadeUp() {
        metrics.of(DropFolder.Kind.MIRROR)
                .settled(new LineRecord(
                        1,
                        Outcome.COPIED,
                        "a.example/b:1",
                        "ours.example:5000/b:1",
                        null,
                        new Moved(0, Long.MAX_VALUE, 5),
                        Duration.ZERO,
                        null,
                        null));
        assertThat(meters.get("dromedary.saved.bytes")
                        .tag("how", "present")
                        .counter()
                        .count())
                .isEqualTo(1L << 40);
        assertThat(meters.get("dromedary.saved.bytes")
                        .tag("how", "mounted")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void tellsOfASchedule() {
        Instant succeeded = Instant.parse("2026-11-24T02:00:07Z");
        metrics.schedules().add("nightly", () -> new ScheduleFigures(true, 3, Optional.of(succeeded)));
        metrics.schedules().add("weekly", () -> new ScheduleFigures(false, 0, Optional.empty()));

        assertThat(gauge(SUCCESS, "nightly")).isEqualTo((double) succeeded.getEpochSecond());
        assertThat(gauge(SUCCESS, "weekly")).isZero();
        assertThat(gauge("dromedary.schedule.running", "nightly")).isEqualTo(1);
        assertThat(gauge("dromedary.schedule.running", "weekly")).isZero();
        assertThat(meters.get("dromedary.schedule.left.out")
                        .tag("schedule", "nightly")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
    }

    private double gauge(String name, String schedule) {
        return meters.get(name).tag("schedule", schedule).gauge().value();
    }
}
