package dev.dromedary.cli;

import dev.dromedary.camel.Bundle;
import dev.dromedary.run.OneShotPlaces;
import dev.dromedary.run.RunResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one list in this process. When the process is asked to end, lines in progress may finish, the others go to
 * the failed list, and the process ends with the exit code of the signal.
 */
final class OneShotRun {
    private static final Logger LOG = LoggerFactory.getLogger(OneShotRun.class);

    private final Environment environment;
    private final Path failedList;
    private final CountDownLatch over = new CountDownLatch(1);

    OneShotRun(Environment environment, Path failedList) {
        this.environment = environment;
        this.failedList = failedList;
    }

    RunResult run(Path list) throws IOException {
        Path temporary = Files.createTempDirectory("dromedary-");
        OneShotPlaces places = new OneShotPlaces(temporary, failedList);
        try (Bundle bundle = Bundle.oneShot(environment.parts(record -> {}), places)) {
            bundle.start();
            Thread hook = new Thread(() -> interrupt(bundle, temporary), "interrupted");
            Runtime.getRuntime().addShutdownHook(hook);
            return bundle.mirror(list);
        } finally {
            delete(temporary);
            over.countDown();
        }
    }

    private void interrupt(Bundle bundle, Path temporary) {
        bundle.runs().stop("interrupted before it was done");
        Duration patience = environment.settings().shutdownTimeout();
        if (over.getCount() > 0) {
            LOG.info("stopping: lines in progress may go on for {} s", patience.toSeconds());
        }
        try {
            if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                bundle.runs().abandon();
                delete(temporary);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", temporary, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return; // the thread that was interrupted and the one that interrupts it both clear up
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toFile).forEach(File::delete);
        }
        Files.deleteIfExists(folder);
    }
}
