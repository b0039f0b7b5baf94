package dev.dromedary.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;

/** Shows how schedules do. Their names are the operator's, so there are as many as are set. */
public final class ScheduleMeters {
    private final MeterRegistry meters;

    ScheduleMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows this schedule too. */
    public void add(String name, Supplier<ScheduleFigures> figures) {
        Lately<ScheduleFigures> lately = new Lately<>(figures);
        Gauge.builder("dromedary.schedule.last.success.timestamp.seconds", () -> seconds(lately.get()))
                .description(
                        "When a start of the schedule last ended without a failed line, in seconds since 1970; 0 = never")
                .tag("schedule", name)
                .register(meters);
        Gauge.builder("dromedary.schedule.running", () -> lately.get().running() ? 1 : 0)
                .description("1 while lists of the schedule's last start are worked on, else 0")
                .tag("schedule", name)
                .register(meters);
        FunctionCounter.builder(
                        "dromedary.schedule.left.out", lately, it -> it.get().left())
                .description("Starts that were left out, since the one before still went on")
                .tag("schedule", name)
                .register(meters);
    }

    private static double seconds(ScheduleFigures figures) {
        return figures.succeeded().orElse(Instant.EPOCH).toEpochMilli() / 1e3;
    }
}
