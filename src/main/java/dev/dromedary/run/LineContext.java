package dev.dromedary.run;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a log for programs tells with each event while a thread works on a line.
 *
 * @param image the source, unless the line can't be read
 */
record LineContext(String run, long line, @Nullable String image) {

    <T> T during(Supplier<T> work) {
        MDC.put("run", run);
        MDC.put("line", Long.toString(line));
        if (image != null) {
            MDC.put("image", image);
        }
        try {
            return work.get();
        } finally {
            MDC.remove("run");
            MDC.remove("line");
            MDC.remove("image");
        }
    }
}
