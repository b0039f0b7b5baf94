package dev.dromedary.cli;

import dev.dromedary.camel.ConfiguredRules;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.list.IoReason;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.ListPlan;
import dev.dromedary.run.PlannedLine;
import dev.dromedary.run.RejectedListException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dromedary plan}: what the lines of a list mean, without asking any registry; or what a mirror would do. */
@Command(
        name = "plan",
        description =
                "Prints what each line of a list means, or with --check what a mirror would do. Nothing is copied.",
        footer = {
            "",
            "Prints five columns with tabs between them: line, outcome (planned or unreadable), source,"
                    + " destination, reason. No registry is asked.",
            "With --check: outcome is copy, up-to-date, skipped, failed or unreadable; a sixth column tells the bytes"
                    + " that would be sent. Registries are asked, and nothing is written there.",
            "Example: dromedary plan -f base.txt -d registry.example:5000 --check"
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:every line can be read, and with --check would not fail",
            "1:at least one line is unreadable, or with --check would fail",
            ExitCode.OF_USAGE,
            ExitCode.OF_FAULT_WITH_RESULT,
            ExitCode.OF_SIGNALS
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PlanCommand implements Callable<Integer> {
    /** The flags that say something without registries too. */
    private static final Set<String> OFFLINE = Set.of(
            "--check", "--file", "--source", "--destination", "--default-project", "--output", "--help", "--version");

    @Mixin
    private MirrorFlags flags;

    @Option(
            names = "--check",
            description = "Ask the registries what a mirror would do; flags from -a to --debug are for this.")
    private boolean check;

    @Option(
            names = "--output",
            converter = OutputForm.Converter.class,
            paramLabel = "text|json",
            description = "json: one object a line, with the same members and the text of lines that fail.")
    private OutputForm output = OutputForm.TEXT;

    @Spec
    private CommandSpec spec;

    private long planned;
    private long unreadable;

    @Override
    public Integer call() throws IOException {
        if (!check) {
            refuseFlagsOfACheck();
        }
        Environment environment = Environment.read(flags.given(), MirrorSettings.Kind.ONE_SHOT);
        PrintWriter err = spec.commandLine().getErr();
        return check ? new OneShotRun(environment, DropFolder.Kind.CHECK, output, err).call() : plan(environment, err);
    }

    private void refuseFlagsOfACheck() {
        for (OptionSpec flag : spec.commandLine().getParseResult().matchedOptions()) {
            if (!OFFLINE.contains(flag.longestName())) {
                throw new UsageException(flag.longestName() + ": expected together with --check only");
            }
        }
    }

    private int plan(Environment environment, PrintWriter err) throws IOException {
        Path list = environment.list();
        try (ListPlan plan = ListPlan.open(list, new ConfiguredRules(environment.settings()))) {
            print(plan, list);
        } catch (RejectedListException e) {
            throw new UsageException(list + ": " + e.getMessage());
        }
        err.println("dromedary: " + planned + " planned, " + unreadable + " unreadable");
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
