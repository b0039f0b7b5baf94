package dev.dromedary.mirror;

import dev.dromedary.registry.RegistryException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of one thing; it is asked about once, however many lines want to know at the same time. */
final class SharedFinding {
    private @Nullable FutureTask<Finding> latest;

    /** What is known if that is enough, else the answer to the question. Failures are told to all who wait, and forgotten. */
    Finding ask(Predicate<Finding> enough, Callable<Finding> question) throws RegistryException {
        while (true) {
            FutureTask<Finding> own = new FutureTask<>(question);
            FutureTask<Finding> task = latestOr(own, enough);
            task.run(); // only the first run of a task does anything
            Finding finding = outcome(task);
            if (task == own || enough.test(finding)) {
                return finding;
            }
        }
    }

    void note(Finding finding) {
        FutureTask<Finding> known = new FutureTask<>(() -> finding);
        known.run();
        replace(known);
    }

    private synchronized void replace(@Nullable FutureTask<Finding> task) {
        latest = task;
    }

    private synchronized FutureTask<Finding> latestOr(FutureTask<Finding> own, Predicate<Finding> enough) {
        FutureTask<Finding> known = latest;
        if (known == null || (known.isDone() && finished(known).filter(enough).isEmpty())) {
            latest = own;
            return own;
        }
        return known;
    }

    /** What is known now; empty while it is asked about, and when that failed. */
    synchronized Optional<Finding> now() {
        return latest == null || !latest.isDone() ? Optional.empty() : finished(latest);
    }

    private static Optional<Finding> finished(FutureTask<Finding> done) {
        try {
            return Optional.of(done.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    private static Finding outcome(FutureTask<Finding> task) throws RegistryException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryException.refused("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryException known) {
                throw known;
            }
            throw new IllegalStateException("a project could not be asked about", e.getCause());
        }
    }
}
