package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSpaceTest {
    private final AtomicLong free = new AtomicLong();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FreeSpace space = new FreeSpace(Path.of("data"), 1000, free::get, now::get);

    @ParameterizedTest
    @CsvSource({"999,false", "1000,true"})
    void isEnoughFromTheLeastOn(long bytes, boolean enough) {
        assertThat(lookAt(bytes)).isEqualTo(new FreeSpace.Look(enough, bytes));
    }

    @Test
    void isEnoughAgainWithATenthMoreOnly() {
        assertThat(lookAt(0).enough()).isFalse();
        assertThat(lookAt(1099).enough()).isFalse();
        assertThat(lookAt(1100).enough()).isTrue();
        assertThat(lookAt(1000).enough()).isTrue();
    }

    @Test
    void isLookedAtOnceASecond() {
        assertThat(lookAt(1000).enough()).isTrue();
        free.set(0);
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(space.isEnough()).isTrue();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(space.isEnough()).isFalse();
    }

    @Test
    void isAlwaysEnoughWhereNothingHasToBeFree() {
        assertThat(new FreeSpace(Path.of("data"), 0, free::get, now::get).isEnough())
                .isTrue();
    }

    private FreeSpace.Look lookAt(long bytes) {
        free.set(bytes);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        return space.look();
    }
}
