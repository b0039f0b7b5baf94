package dev.dromedary.registry.client;

import dev.dromedary.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The right to have one request under way at each of some registries; given back when closed. */
final class Lease implements AutoCloseable {
    /** For requests that nothing bounds, and for those in the middle of another that keeps its place. */
    static final Lease NONE = new Lease(null, List.of(), false);

    private final @Nullable Lanes lanes;
    private final List<Lane> held;
    private final boolean onThread;

    /** @param onThread whether it counts as one of the threads of the lanes */
    Lease(@Nullable Lanes lanes, List<Lane> held, boolean onThread) {
        this.lanes = lanes;
        this.held = held;
        this.onThread = onThread;
    }

    /** Waits without the right, so that others can use it meanwhile. */
    void rest(Duration time) throws RegistryException {
        if (time.isZero()) {
            return;
        }
        if (lanes == null) {
            pause(time);
            return;
        }
        lanes.giveBack(held, onThread);
        try {
            pause(time);
        } finally {
            lanes.takeAgain(held, onThread);
        }
    }

    /** Waits with the right kept: what it is for is half done. */
    static void pause(Duration time) throws RegistryException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryException.refused("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (lanes != null) {
            lanes.giveBack(held, onThread);
        }
    }
}
