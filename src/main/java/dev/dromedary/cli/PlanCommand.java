package dev.dromedary.cli;

import dev.dromedary.camel.ConfiguredRules;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.list.IoReason;
import dev.dromedary.run.ListPlan;
import dev.dromedary.run.PlannedLine;
import dev.dromedary.run.RejectedListException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dromedary plan}: what the lines of a list mean, without asking any registry. */
@Command(
        name = "plan",
        description = "Prints what each line of a list means. No registry is asked, nothing is copied.",
        footer = {
            "",
            "Prints five columns with tabs between them: line, outcome (planned or unreadable), source,"
                    + " destination, reason.",
            "Example: dromedary plan -f base.txt -d registry.example:5000"
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:every line can be read",
            "1:at least one line is unreadable",
            "2:wrong usage, a wrong setting, or a list that cannot be read as a whole",
            "3:a fault of ours, or the result cannot be written"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private ListFlags flags;

    @Option(
            names = "--output",
            converter = OutputForm.Converter.class,
            paramLabel = "text|json",
            description = "json: one object a line, with the members line, outcome, source, destination, reason, text.")
    private OutputForm output = OutputForm.TEXT;

    @Spec
    private CommandSpec spec;

    private long planned;
    private long unreadable;

    @Override
    public Integer call() throws IOException {
        Environment environment = Environment.read(flags.given(), MirrorSettings.Kind.ONE_SHOT);
        Path list = environment.list();
        try (ListPlan plan = ListPlan.open(list, new ConfiguredRules(environment.settings()))) {
            print(plan, list);
        } catch (RejectedListException e) {
            throw new UsageException(list + ": " + e.getMessage());
        }
        spec.commandLine().getErr().println("dromedary: " + planned + " planned, " + unreadable + " unreadable");
        return unreadable == 0 ? ExitCode.DONE : ExitCode.LINES_FAILED;
    }

    private void print(ListPlan plan, Path list) throws IOException {
        try (OutputStream out = StandardOutput.open()) {
            for (Optional<PlannedLine> line = next(plan, list); line.isPresent(); line = next(plan, list)) {
                out.write(
                        output == OutputForm.JSON
                                ? line.get().toJson()
                                : line.get().toText());
                if (line.get().isUnreadable()) {
                    unreadable++;
                } else {
                    planned++;
                }
            }
        }
    }

    private static Optional<PlannedLine> next(ListPlan plan, Path list) {
        try {
            return plan.next();
        } catch (IOException e) {
            throw new UsageException("cannot read " + list + ": " + IoReason.of(e));
        }
    }
}
