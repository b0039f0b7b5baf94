package dev.dromedary.cli;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.run.FailedList;
import dev.dromedary.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dromedary mirror}: one list, through the routes of the server. */
@Command(
        name = "mirror",
        description = "Mirrors the images of one list and writes the lines that failed to the failed list.",
        footer = {"", "Example: dromedary mirror -f base.txt -d registry.example:5000 -j 10"},
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:every line was copied, up to date or skipped",
            "1:at least one line failed or was unreadable",
            "2:wrong usage, a wrong setting, or a list that cannot be read as a whole",
            "3:a fault of ours, or something could not be written",
            "130, 143:interrupted, terminated"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class MirrorCommand implements Callable<Integer> {
    @Mixin
    private MirrorFlags flags;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Environment environment = Environment.read(flags.given(), MirrorSettings.Kind.ONE_SHOT);
        Path list = environment.list();
        Path failedList = environment.settings().failed();
        checkFailedList(failedList, list);
        RunResult result = new OneShotRun(environment, failedList).run(list);
        return report(result, list);
    }

    private int report(RunResult result, Path list) {
        switch (result.end()) {
            case REJECTED -> throw new UsageException(list + ": " + result.reason());
            case FINISHED -> {
                spec.commandLine().getErr().println(summary(result));
                return result.tally().failures() == 0 ? ExitCode.DONE : ExitCode.LINES_FAILED;
            }
            default -> {
                spec.commandLine().getErr().println("dromedary: cannot finish " + list + ": " + result.reason());
                return ExitCode.FAULT;
            }
        }
    }

    private static String summary(RunResult result) {
        String failures = result.failedList()
                .map(file -> "; what failed is in " + file + ", ready for -f")
                .orElse("");
        return "dromedary: " + result.tally() + ", " + result.tally().bytesMoved() + " bytes moved" + failures;
    }

    private static void checkFailedList(Path failedList, Path list) throws IOException {
        FileArguments.checkOutput("-o", failedList);
        boolean same = Files.exists(failedList) && Files.isSameFile(failedList, list);
        if (same && !FailedList.is(list)) {
            throw new UsageException("-o \"" + failedList + "\": it is the list itself, which is not a failed list");
        }
    }
}
