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
final class MirrorCommand extends OneShotCommand {
    @Mixin
    private CopyFlags flags;

    @Override
    public Integer call() throws IOException {
        return run(flags.given(), MirrorSettings.Kind.ONE_SHOT, DropFolder.Kind.MIRROR);
    }
}
