package dev.dromedary.cli;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.run.FailedList;
import dev.dromedary.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dromedary mirror}: one list, through the routes of the server. */
@Command(
        name = "mirror",
        description = "Mirrors the images of one list and writes the lines that failed to the failed list.",
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
        Path list = list(environment.settings());
        Path failedList = checkFailedList(environment.settings().failed(), list);
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

    private static Path list(MirrorSettings settings) {
        Path list = settings.file().orElseThrow(() -> new UsageException("-f: expected a list file, found none"));
        try {
            return list.toRealPath();
        } catch (IOException e) {
            throw new UsageException("-f \"" + list + "\": expected a readable file, found none");
        }
    }

    private static Path checkFailedList(Path failedList, Path list) throws IOException {
        if (Files.isDirectory(failedList)) {
            throw new UsageException("-o \"" + failedList + "\": expected a file, found a folder");
        }
        @Nullable Path folder = failedList.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("-o \"" + failedList + "\": expected a file in a folder that exists");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException("-o \"" + failedList + "\": expected a folder that can be written to");
        }
        boolean same = Files.exists(failedList) && Files.isSameFile(failedList, list);
        if (same && !FailedList.is(list)) {
            throw new UsageException("-o \"" + failedList + "\": it is the list itself, which is not a failed list");
        }
        return failedList;
    }
}
