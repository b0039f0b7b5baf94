package dev.dromedary.observe;

import dev.dromedary.run.RunResult;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows how schedules do. Their names are the operator's, so there are as many as are set. */
public final class ScheduleMeters {
    /** The run of a list that a schedule brought. */
    private static final Pattern RUN = Pattern.compile("[0-9]{8}-[0-9]{6}_(?<schedule>[a-z0-9]+)-.*");

    private final MeterRegistry meters;
    private final Map<String, Instant> lastSuccess = new ConcurrentHashMap<>();

    ScheduleMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows this schedule too. */
    public void add(String name, Supplier<ScheduleFigures> figures) {
        Lately<ScheduleFigures> lately = new Lately<>(figures);
        lastSuccess.put(name, Instant.EPOCH);
        Gauge.builder("dromedary.schedule.last.success.timestamp.seconds", () -> seconds(name))
                .description(
                        "When a list of the schedule ended last without a failed line, in seconds since 1970; 0 = never")
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

    private double seconds(String name) {
        return lastSuccess.getOrDefault(name, Instant.EPOCH).toEpochMilli() / 1e3;
    }

    /** A turn at a list is over, which a schedule may have brought. */
    public void ended(RunResult result) {
        Matcher run = RUN.matcher(result.run());
        boolean succeeded = result.end() == RunResult.End.FINISHED
                && result.reason().isEmpty()
                && result.tally().failures() == 0;
        if (succeeded && run.matches()) {
            lastSuccess.computeIfPresent(run.group("schedule"), (known, before) -> Instant.now());
        }
    }
}
