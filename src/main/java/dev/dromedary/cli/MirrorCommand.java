package dev.dromedary.cli;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.run.DropFolder;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dromedary mirror}: one list, through the routes of the server. */
@Command(
        name = "mirror",
        description = "Mirrors the images of one list and writes the lines that failed to the failed list.",
        customSynopsis = "dromedary mirror -f=LIST [-d=REGISTRY] [-j=NUMBER] [FLAGS]",
        footer = {
            "",
            "Example: dromedary mirror -f base.txt -d registry.example:5000 -j 10",
            "\"mirror validate\" is the command mirror-validate."
        },
        exitCodeList = {
            "0:every line was copied, up to date or skipped",
            ExitCode.OF_FAILED_LINES,
            ExitCode.OF_USAGE,
            ExitCode.OF_FAULT,
            ExitCode.OF_SIGNALS
        })
final class MirrorCommand extends OneShotCommand {
    @Mixin
    private CopyFlags flags;

    @Override
    public Integer call() throws IOException {
        return run(flags.given(), MirrorSettings.Kind.ONE_SHOT, DropFolder.Kind.MIRROR);
    }
}
