package dev.dromedary.camel;

import dev.dromedary.run.ScheduleStatus;
import dev.dromedary.run.Schedules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** What health says of one schedule: when it was started last, when it is due next, whether it is running. */
final class ScheduleHealth extends AbstractHealthCheck {
    private final Schedules schedules;
    private final String name;

    ScheduleHealth(Schedules schedules, String name) {
        super("schedules", "schedule-" + name);
        this.schedules = schedules;
        this.name = name;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        ScheduleStatus status = schedules.status(name);
        builder.detail("last", shown(status.last()));
        builder.detail("succeeded", shown(status.succeeded()));
        builder.detail("next", shown(status.next()));
        builder.detail("running", status.running());
        builder.detail("left", status.left());
        if (status.problem().isEmpty()) {
            builder.up();
        } else {
            builder.message(status.problem()).down();
        }
    }

    private static String shown(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("never");
    }
}
