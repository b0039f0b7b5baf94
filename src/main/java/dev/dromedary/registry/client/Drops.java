package dev.dromedary.registry.client;

import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import java.time.Duration;

/** The drops of one blob at one end: a few in a row that gain next to nothing are the end of it, time never is. */
final class Drops {
    private static final int MOST_IN_VAIN = 5;
    private static final long WORTH_IT = 1024 * 1024;

    private final Patience patience;
    private int inVain;

    Drops(Patience patience) {
        this.patience = patience;
    }

    /**
     * Counts a drop; answers how long to wait before going on. Throws the failure when it was one too many.
     *
     * @param gained how many bytes of the blob went over for the first time since the last drop
     */
    Duration count(long gained, RegistryException failure) throws RegistryException {
        inVain = gained >= WORTH_IT ? 0 : inVain + 1;
        if (inVain >= MOST_IN_VAIN) {
            throw failure.forGood("; dropped " + inVain + " times in a row");
        }
        return Tries.backOff(patience.firstBackOff(), Math.max(1, inVain));
    }
}
