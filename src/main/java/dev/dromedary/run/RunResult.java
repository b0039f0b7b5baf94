package dev.dromedary.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How one turn at a run ended.
 *
 * @param failedList the failed list that was published
 * @param reason one line for people; empty when the run is finished
 */
public record RunResult(String run, End end, Tally tally, Optional<Path> failedList, String reason) {

    /** Whether anything is left to do. */
    public enum End {
        /** Every line has its outcome, and failed list and report are published. */
        FINISHED,
        /** The process is to end: the run goes on at the next start. */
        SUSPENDED,
        /** The list can't be taken as a whole; nothing of it was done. */
        REJECTED,
        /** Something of ours could not be written or read: the run is taken up again later. */
        ROLLED_BACK
    }

    static RunResult unfinished(RunFiles files, End end, String reason) {
        return new RunResult(files.name(), end, new Tally(files.kind()), Optional.empty(), reason);
    }
}
