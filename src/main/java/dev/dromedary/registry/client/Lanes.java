package dev.dromedary.registry.client;

import dev.dromedary.registry.RegistryException;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are under way at once, over all lines: at each registry as many as its lane has room for, and on
 * threads of their own a fixed number over all registries, which bounds threads and memory.
 *
 * <p>Who needs two registries takes both at once or waits for both with none, so nobody waits in a circle; and who waits
 * has no thread.
 */
final class Lanes implements Closeable {
    /** Each may use a thread, a buffer of 128 KB and two connections. */
    private static final int MOST_THREADS = 96;

    private final ExecutorService threads;
    private final Duration maxWait;
    private final List<Waiting> waiting = new ArrayList<>();
    private int freeThreads = MOST_THREADS;
    private boolean closed;

    /** @param maxWait nobody waits for longer until a registry may be asked */
    Lanes(Duration maxWait) {
        this.maxWait = maxWait;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "transfer-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is done while the right to it is held. */
    interface Work<T> {
        T with(Lease lease) throws RegistryException;
    }

    private static final class Waiting {
        private final List<Lane> lanes;
        private final boolean onThread;
        private final CompletableFuture<Lease> lease = new CompletableFuture<>();

        Waiting(List<Lane> lanes, boolean onThread) {
            this.lanes = lanes;
            this.onThread = onThread;
        }
    }

    /** Does the work on this thread, as soon as the lane has room. */
    <T> T now(Lane lane, Work<T> work) throws RegistryException {
        try (Lease lease = await(take(List.of(lane), false))) {
            return work.with(lease);
        }
    }

    private static Lease await(CompletableFuture<Lease> lease) throws RegistryException {
        try {
            return lease.join();
        } catch (CompletionException e) {
            throw RegistryException.refused("the process is to end", e);
        }
    }

    /**
     * Does the work on another thread, as soon as all registries may be asked and all lanes have room. Its failure is the
     * future's.
     */
    <T> CompletableFuture<T> later(List<Lane> lanes, Work<T> work) {
        LogContext context = LogContext.here();
        Duration wait = lanes.stream()
                .map(lane -> lane.gate().closedFor())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (!wait.isZero() && wait.compareTo(maxWait) <= 0) {
            lanes.forEach(lane -> lane.gate().tellOfWait());
            return CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(wait.toMillis() + 1, TimeUnit.MILLISECONDS))
                    .thenCompose(open -> context.during(() -> later(lanes, work)));
        }
        return take(lanes.stream().distinct().toList(), true).thenCompose(lease -> begin(context, lease, work));
    }

    private <T> CompletableFuture<T> begin(LogContext context, Lease lease, Work<T> work) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try (lease) {
                            return work.with(lease);
                        } catch (RegistryException e) {
                            throw new CompletionException(e);
                        }
                    },
                    context.on(threads));
        } catch (RejectedExecutionException e) {
            lease.close();
            return CompletableFuture.failedFuture(RegistryException.refused("the process is to end", e));
        }
    }

    private CompletableFuture<Lease> take(List<Lane> lanes, boolean onThread) {
        Waiting next = new Waiting(lanes, onThread);
        synchronized (waiting) {
            if (closed) {
                return CompletableFuture.failedFuture(RegistryException.refused("the process is to end", null));
            }
            waiting.add(next);
        }
        go();
        return next.lease;
    }

    void giveBack(List<Lane> held, boolean onThread) {
        synchronized (waiting) {
            held.forEach(Lane::giveBack);
            freeThreads += onThread ? 1 : 0;
        }
        go();
    }

    /** Waits until what was given back can be held once more. */
    void takeAgain(List<Lane> given, boolean onThread) throws RegistryException {
        await(take(given, onThread));
    }

    /** Lets everybody go who can, in the order of their coming. */
    private void go() {
        List<Waiting> going = new ArrayList<>();
        synchronized (waiting) {
            // the last free place of a lane is kept for who came first and waits for another lane too
            Set<Lane> wanted = new HashSet<>();
            for (Waiting next : waiting) {
                if (canGo(next, wanted)) {
                    next.lanes.forEach(Lane::take);
                    freeThreads -= next.onThread ? 1 : 0;
                    going.add(next);
                } else {
                    wanted.addAll(next.lanes);
                }
            }
            waiting.removeAll(Set.copyOf(going));
        }
        going.forEach(next -> next.lease.complete(new Lease(this, next.lanes, next.onThread)));
    }

    private boolean canGo(Waiting next, Set<Lane> wanted) {
        return (!next.onThread || freeThreads > 0)
                && next.lanes.stream().allMatch(lane -> lane.hasRoom(wanted.contains(lane) ? 2 : 1));
    }

    @Override
    public void close() {
        List<Waiting> given;
        synchronized (waiting) {
            closed = true;
            given = List.copyOf(waiting);
            waiting.clear();
        }
        given.forEach(
                next -> next.lease.completeExceptionally(RegistryException.refused("the process is to end", null)));
        threads.shutdownNow();
    }
}
