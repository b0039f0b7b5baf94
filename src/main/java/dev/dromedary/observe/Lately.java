package dev.dromedary.observe;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is looked up anew only when the last look is a second old: several meters tell of one look. */
final class Lately<T> {
    private static final long LIFE = Duration.ofSeconds(1).toNanos();

    private final Supplier<T> look;
    private @Nullable T seen;
    private long seenAt;

    Lately(Supplier<T> look) {
        this.look = look;
    }

    synchronized T get() {
        T known = seen;
        if (known == null || System.nanoTime() - seenAt > LIFE) {
            known = look.get();
            seen = known;
            seenAt = System.nanoTime();
        }
        return known;
    }
}
