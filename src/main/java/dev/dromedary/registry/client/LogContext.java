package dev.dromedary.registry.client;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What the log tells of the line that something is done for, on its way from one thread to another. */
final class LogContext {
    private final @Nullable Map<String, String> values = MDC.getCopyOfContextMap();

    private LogContext() {}

    /** That of this thread. */
    static LogContext here() {
        return new LogContext();
    }

    /** Runs what it is given on threads of the other, in this context, together with whatever that sets going at its end. */
    Executor on(Executor threads) {
        return task -> threads.execute(() -> during(() -> {
            task.run();
            return task;
        }));
    }

    <T> T during(Supplier<T> work) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        set(values);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Map<String, String> values) {
        if (values == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(values);
        }
    }
}
