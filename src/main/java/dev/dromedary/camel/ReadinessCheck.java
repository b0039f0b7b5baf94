package dev.dromedary.camel;

import dev.dromedary.list.OneLine;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Something without which no list can be worked on. It says nothing of whether the process is alive. */
final class ReadinessCheck extends AbstractHealthCheck {
    private final Supplier<Optional<String>> problem;

    /** @param problem what is wrong, in one line; empty when nothing is */
    ReadinessCheck(String name, Supplier<Optional<String>> problem) {
        super("dromedary", name);
        this.problem = problem;
    }

    /** A restart mends none of it. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> found = problem.get();
        if (found.isEmpty()) {
            builder.up();
        } else {
            // Camel escapes messages twice
            builder.message(OneLine.of(found.get()).replace('"', '\'')).down();
        }
    }
}
