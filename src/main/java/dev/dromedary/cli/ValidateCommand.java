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
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:every line is valid or skipped",
            "1:at least one line failed or was unreadable",
            "2:wrong usage, a wrong setting, or a list that cannot be read as a whole",
            "3:a fault of ours, or something could not be written",
            "130, 143:interrupted, terminated"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ValidateCommand extends OneShotCommand {
    @Mixin
    private ValidateFlags flags;

    @Override
    public Integer call() throws IOException {
        return run(flags.given(), MirrorSettings.Kind.VALIDATION, DropFolder.Kind.VALIDATE);
    }
}
