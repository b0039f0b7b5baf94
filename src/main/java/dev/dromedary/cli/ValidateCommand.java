package dev.dromedary.cli;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.run.DropFolder;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dromedary mirror-validate}: compares the destinations of one list, through the routes of the server. */
@Command(
        name = "mirror-validate",
        description = "Looks whether every image of one list is at its destination, whole. Nothing is written there.",
        customSynopsis = "dromedary mirror-validate -f=LIST [-d=REGISTRY] [-j=NUMBER] [FLAGS]",
        footer = {
            "",
            "Its failed list is a list for mirror.",
            "Example: dromedary mirror-validate -f base.txt -d registry.example:5000 -j 10"
        },
        exitCodeList = {
            "0:every line is valid or skipped",
            ExitCode.OF_FAILED_LINES,
            ExitCode.OF_USAGE,
            ExitCode.OF_FAULT,
            ExitCode.OF_SIGNALS
        })
final class ValidateCommand extends OneShotCommand {
    @Mixin
    private RunFlags flags;

    @Override
    public Integer call() throws IOException {
        return run(flags.given(), MirrorSettings.Kind.VALIDATION, DropFolder.Kind.VALIDATE);
    }
}
