package dev.dromedary.cli;

import dev.dromedary.config.InvalidSettingException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. Without a command it is the server. */
@Command(
        name = "dromedary",
        description = "Mirrors container images between registries. Without a command it is the server.",
        footer = {
            "",
            "New here? \"dromedary demo\" shows it at work; \"dromedary help mirror\" tells of one command.",
            "Example: dromedary mirror -f base.txt -d registry.example:5000",
            "Settings: application.properties, or MIRROR_... in the environment, or flags."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements java.util.concurrent.Callable<Integer> {

    private static final Set<String> VERSION = Set.of("version", "--version", "-V");

    private Main() {}

    /** Runs one command and returns its exit code. */
    public static int run(String... arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            VersionCommand.print(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            return ExitCode.DONE; // without picocli, whose start takes longer than the answer
        }
        List<String> words = Commands.plainly(List.of(arguments));
        CommandLine line = new CommandLine(new Main());
        Commands.addTo(line, words);
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(Main::usage);
        line.setExecutionExceptionHandler(Main::failure);
        return line.execute(words.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        return new ServeCommand().call();
    }

    private static int usage(ParameterException e, String[] arguments) {
        e.getCommandLine().getErr().println(UsageMessage.of(e));
        return ExitCode.USAGE;
    }

    private static int failure(Exception e, CommandLine line, CommandLine.ParseResult result) {
        if (e instanceof UsageException || e instanceof InvalidSettingException) {
            line.getErr().println("dromedary: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof java.io.IOException) {
            line.getErr().println("dromedary: " + e.getMessage());
            return ExitCode.FAULT;
        }
        line.getErr().println("dromedary: fault of ours: " + e);
        e.printStackTrace(line.getErr());
        return ExitCode.FAULT;
    }
}
