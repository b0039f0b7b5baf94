package dev.dromedary.cli;

import dev.dromedary.config.ConversionSettings;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.image.ConversionRules;
import dev.dromedary.list.OneLine;
import dev.dromedary.run.ListConversion;
import dev.dromedary.run.RejectedListException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dromedary convert-list}: turns a list of names into one of three fields a line. */
@Command(
        name = "convert-list",
        description =
                "Turns a list of one image name a line, such as rancher-images.txt, into \"SOURCE DEST TAG\" lines.",
        footer = {"", "Example: dromedary convert-list -i rancher-images.txt -d registry.example:5000"},
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:every line was converted",
            "1:at least one line is unreadable; the others were converted",
            ExitCode.OF_USAGE,
            ExitCode.OF_FAULT_WITH_RESULT
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConvertListCommand implements Callable<Integer> {
    @Mixin
    private NameFlags flags;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "LIST",
            description = "The list of names: [registry/]path[:tag][@digest] a line.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The converted list; default <input>.converted.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Environment environment = Environment.read(flags.given(), MirrorSettings.Kind.ONE_SHOT);
        Path list = FileArguments.input("-i", input);
        Path target = output == null ? input.resolveSibling(input.getFileName() + ".converted") : output;
        FileArguments.checkOutput("-o", target);
        if (ListConversion.wouldOverwrite(target, list)) {
            throw new UsageException("-o \"" + target + "\": expected another file than the list itself");
        }
        ListConversion.Result result = convert(list, target, ConversionSettings.read(environment.settings()));
        spec.commandLine().getErr().println("dromedary: " + result + "; the converted list is " + target);
        return result.unreadable() == 0 ? ExitCode.DONE : ExitCode.LINES_FAILED;
    }

    private static ListConversion.Result convert(Path list, Path target, ConversionRules rules) throws IOException {
        try (ListConversion conversion = ListConversion.open(list, rules)) {
            ListConversion.Result result = conversion.check(OneLine.of(String.valueOf(list.getFileName())));
            conversion.publish(target);
            return result;
        } catch (RejectedListException e) {
            throw new UsageException(list + ": " + e.getMessage());
        }
    }
}
