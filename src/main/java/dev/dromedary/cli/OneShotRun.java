package dev.dromedary.cli;

import dev.dromedary.camel.Bundle;
import dev.dromedary.camel.ConfiguredRules;
import dev.dromedary.image.Moved;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.FailedList;
import dev.dromedary.run.OneShotPlaces;
import dev.dromedary.run.Report;
import dev.dromedary.run.RunResult;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one list in this process. When the process is asked to end, lines in progress may finish, the others go to
 * the failed list, and the process ends with the exit code of the signal.
 */
final class OneShotRun implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(OneShotRun.class);

    private final Environment environment;
    private final DropFolder.Kind kind;
    private final OutputForm output;
    private final PrintWriter err;
    private final CountDownLatch over = new CountDownLatch(1);
    private final long started = System.nanoTime();
    private volatile @Nullable Bundle running;
    private volatile boolean interrupted;

    /** @param kind what a one-shot command does with a list */
    OneShotRun(Environment environment, DropFolder.Kind kind, OutputForm output, PrintWriter err) {
        this.environment = environment;
        this.kind = kind;
        this.output = output;
        this.err = err;
    }

    /** Returns the exit code. */
    @Override
    public Integer call() throws IOException {
        Path list = environment.list();
        if (!isCheck()) {
            checkFailedList(environment.settings().failed(), list);
        }
        OneShotPlaces places = places(Files.createTempDirectory("dromedary-"));
        Progress progress = Progress.of(list, new ConfiguredRules(environment.settings()));
        // whoever interrupts the start finds all lines in the failed list
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(places, progress), "interrupted"));
        try (Bundle bundle = Bundle.oneShot(environment.parts(progress::settled), places, progress.traffic())) {
            running = bundle;
            stopIfInterrupted();
            bundle.start();
            RunResult result = bundle.run(kind, list);
            progress.end();
            return end(result, places, bundle.missingProjects());
        } finally {
            progress.end();
            delete(places.temporary());
            over.countDown();
        }
    }

    private boolean isCheck() {
        return kind == DropFolder.Kind.CHECK;
    }

    /** A check is all report; nobody wants to keep a list of its failures. */
    private OneShotPlaces places(Path temporary) {
        Path failedList = isCheck()
                ? temporary.resolve("failed.txt")
                : environment.settings().failed();
        Optional<Path> report = isCheck() || output == OutputForm.JSON
                ? Optional.of(temporary.resolve("report.jsonl"))
                : Optional.empty();
        return new OneShotPlaces(kind, temporary, failedList, report);
    }

    private int end(RunResult result, OneShotPlaces places, List<String> missingProjects) throws IOException {
        switch (result.end()) {
            case REJECTED -> throw new UsageException(environment.list() + ": " + result.reason());
            case FINISHED -> {
                try {
                    print(places);
                } finally {
                    if (isCheck()) {
                        missingProjects.forEach(project -> err.println("dromedary: " + project));
                    }
                    err.println("dromedary: " + summary(result));
                }
                return result.tally().failures() == 0 ? ExitCode.DONE : ExitCode.LINES_FAILED;
            }
            default -> {
                err.println("dromedary: cannot finish " + environment.list() + ": " + result.reason());
                return ExitCode.FAULT;
            }
        }
    }

    private void print(OneShotPlaces places) throws IOException {
        if (places.report().isPresent()) {
            try (OutputStream out = StandardOutput.open()) {
                if (output == OutputForm.JSON) {
                    Files.copy(places.report().get(), out);
                } else {
                    Report.copyAsText(places.report().get(), out);
                }
            }
        }
    }

    private String summary(RunResult result) {
        Moved all = result.tally().moved();
        String moved = switch (kind) {
            case MIRROR -> ", " + all.sent() + " bytes moved, " + all.saved() + " bytes saved";
            case CHECK -> ", " + all.sent() + " bytes to move";
            default -> "";
        };
        String time = " in " + Quantity.time(Duration.ofNanos(System.nanoTime() - started));
        String failures = result.failedList()
                .filter(file -> !isCheck())
                .map(file -> "; what failed is in " + file + ", ready for -f")
                .orElse("");
        return result.tally() + moved + time + failures;
    }

    /** Asked by the one who interrupts and by the one who makes the bundle: the later one finds both. */
    private void stopIfInterrupted() {
        Bundle bundle = running;
        if (interrupted && bundle != null) {
            bundle.stop("interrupted before it was done");
        }
    }

    private void interrupt(OneShotPlaces places, Progress progress) {
        interrupted = true;
        stopIfInterrupted();
        Duration patience = environment.settings().shutdownTimeout();
        if (over.getCount() > 0) {
            LOG.info("stopping: lines in progress may go on for {} s", patience.toSeconds());
        }
        try {
            if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.end();
                abandon(places);
                delete(places.temporary());
            }
        } catch (IOException e) {
            LOG.warn("stopped, but: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon(OneShotPlaces places) throws IOException {
        Bundle bundle = running;
        if (bundle != null) {
            for (RunResult result : bundle.abandon()) {
                end(result, places, bundle.missingProjects());
            }
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

    private static void checkFailedList(Path failedList, Path list) throws IOException {
        FileArguments.checkOutput("-o", failedList);
        boolean same = Files.exists(failedList) && Files.isSameFile(failedList, list);
        if (same && !FailedList.is(list)) {
            throw new UsageException("-o \"" + failedList + "\": it is the list itself, which is not a failed list");
        }
    }
}
