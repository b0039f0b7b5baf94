package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.RegistryName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final Digest BLOB = Digest.sha256("blob".getBytes(StandardCharsets.UTF_8));

    @Test
    void areOneAtATimeForOneContentAndRepository() throws Exception {
        Flights flights = new Flights();
        AtomicInteger flying = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Long>> lines = IntStream.range(0, 200)
                .<Callable<Long>>mapToObj(i -> () -> flights.alone(repository("a/b"), BLOB, () -> {
                    int together = flying.incrementAndGet();
                    Digest.sha256(new byte[10_000]);
                    flying.decrementAndGet();
                    return together;
                }))
                .toList();

        for (Future<Long> together : threads.invokeAll(lines)) {
            assertThat(together.get()).isEqualTo(1);
        }
        threads.shutdown();
    }

    @Test
    void doNotWaitForOtherRepositories() throws Exception {
        Flights flights = new Flights();

        long inner = flights.alone(repository("a/b"), BLOB, () -> flights.alone(repository("c/d"), BLOB, () -> 7));

        assertThat(inner).isEqualTo(7);
    }

    private static ImageName repository(String path) {
        return new ImageName(new RegistryName("r.io"), path);
    }
}
