package dev.dromedary.cli;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.run.DropFolder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that runs one list through the routes of the server. */
@Command(exitCodeListHeading = ExitCode.HEADING, mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class OneShotCommand implements Callable<Integer> {
    @Option(
            names = "--output",
            converter = OutputForm.Converter.class,
            paramLabel = "text|json",
            description = OutputForm.OF_A_RUN)
    private OutputForm output = OutputForm.TEXT;

    @Spec
    private CommandSpec spec;

    final int run(Map<String, String> given, MirrorSettings.Kind settings, DropFolder.Kind list) throws IOException {
        Environment environment = Environment.read(given, settings);
        return new OneShotRun(environment, list, output, spec.commandLine().getErr()).call();
    }
}
