package dev.dromedary.camel;

import dev.dromedary.run.Line;
import dev.dromedary.run.Run;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.Runs;
import java.io.File;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** The steps of a run that routes name as {@code runs}. */
public final class RunSteps {
    private final Runs runs;
    private final Consumer<RunResult> ended;

    /** @param ended is told of the end of each turn at a list */
    RunSteps(Runs runs, Consumer<RunResult> ended) {
        this.runs = runs;
        this.ended = ended;
    }

    public Run open(File list) {
        return runs.open(list.toPath());
    }

    public boolean hasLines(@Variable("run") Run run) {
        return run.hasLines();
    }

    public Iterator<Line> lines(@Variable("run") Run run) {
        return run.lines();
    }

    public void settle(CopyImage.CopiedLine copied) {
        copied.line().settle(copied.outcome());
    }

    public void fail(Line line, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        line.fail(cause instanceof CopyFailedException ? String.valueOf(cause.getMessage()) : fault(cause));
    }

    private static String fault(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "fault of ours: " + root;
    }

    public RunResult close(@Variable("run") Run run) {
        RunResult result = runs.close(run);
        ended.accept(result);
        return result;
    }

    public void force() {
        runs.force();
    }

    public void report() {
        runs.report();
    }
}
