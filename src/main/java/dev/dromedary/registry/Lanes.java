package dev.dromedary.registry;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are under way at once, over all lines: at each registry as many as its lane has room for, and over
 * all registries a fixed number, which bounds threads and memory.
 *
 * <p>Who needs two registries takes both at once or waits for both with none, so nobody waits in a circle; and who waits
 * has no thread.
 */
final class Lanes implements Closeable {
    /** Each may use a thread, a buffer of 128 KB and two connections. */
    private static final int MOST = 96;

    private final ExecutorService threads;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Lane all = new Lane(MOST);

    Lanes() {
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
        private final CompletableFuture<Lease> lease = new CompletableFuture<>();

        Waiting(List<Lane> lanes) {
            this.lanes = lanes;
        }

        boolean canGo() {
            return lanes.stream().allMatch(Lane::hasRoom);
        }
    }

    /** Does the work on this thread, as soon as the lane has room. */
    <T> T now(Lane lane, Work<T> work) throws RegistryException {
        try (Lease lease = take(List.of(lane)).join()) {
            return work.with(lease);
        }
    }

    /** Does the work on another thread, as soon as all lanes have room. Its failure is the future's. */
    <T> CompletableFuture<T> later(List<Lane> lanes, Work<T> work) {
        return take(lanes)
                .thenApplyAsync(
                        lease -> {
                            try (lease) {
                                return work.with(lease);
                            } catch (RegistryException e) {
                                throw new CompletionException(e);
                            }
                        },
                        threads);
    }

    private CompletableFuture<Lease> take(List<Lane> wanted) {
        List<Lane> lanes = new ArrayList<>(wanted.stream().distinct().toList());
        lanes.add(all);
        Waiting next = new Waiting(List.copyOf(lanes));
        synchronized (waiting) {
            waiting.add(next);
        }
        go();
        return next.lease;
    }

    void giveBack(List<Lane> held) {
        synchronized (waiting) {
            held.forEach(Lane::giveBack);
        }
        go();
    }

    /** Waits until what was given back can be held once more. */
    void takeAgain(List<Lane> given) {
        take(given.stream().filter(lane -> lane != all).toList()).join();
    }

    /** Lets everybody go who can, in the order of their coming. */
    private void go() {
        List<Waiting> going = new ArrayList<>();
        synchronized (waiting) {
            for (Waiting next : waiting) {
                if (next.canGo()) {
                    next.lanes.forEach(Lane::take);
                    going.add(next);
                }
            }
            waiting.removeAll(Set.copyOf(going));
        }
        going.forEach(next -> next.lease.complete(new Lease(this, next.lanes)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
