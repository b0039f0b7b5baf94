package dev.dromedary.run;

import java.util.Iterator;

/** One run of one list, from opening it to its failed list and report. */
public interface Run {

    String name();

    /** True when the list holds lines that were not given out yet; it may have grown since {@link #lines} ended. */
    boolean hasLines();

    /** The lines that are not settled yet, each given out once. Ends early when the run is to stop. */
    Iterator<Line> lines();

    /** Ends this turn at the run, once every line that was given out is settled. */
    RunResult close();

    /** A run that could not be opened. */
    record Refused(RunResult result) implements Run {
        @Override
        public String name() {
            return result.run();
        }

        @Override
        public boolean hasLines() {
            return false;
        }

        @Override
        public Iterator<Line> lines() {
            return java.util.Collections.emptyIterator();
        }

        @Override
        public RunResult close() {
            return result;
        }
    }
}
