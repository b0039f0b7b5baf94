package dev.dromedary.cli;

import dev.dromedary.config.InvalidSettingException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command line. Without a command it is the server. */
@Command(
        name = "dromedary",
        description = "Mirrors container images between registries. Without a command it is the server.",
        footer = {
            "",
            "New here? \"dromedary demo\" shows it at work; \"dromedary help mirror\" tells of one command.",
            "Settings: application.properties, or MIRROR_... in the environment, or flags."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            MirrorCommand.class,
            ValidateCommand.class,
            PlanCommand.class,
            ConvertListCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Main implements java.util.concurrent.Callable<Integer> {

    private Main() {}

    /** Runs one command and returns its exit code. */
    public static int run(String... arguments) {
        if (List.of(arguments).equals(List.of("version"))) {
            VersionCommand.print(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            return ExitCode.DONE; // without picocli, whose start takes longer than the answer
        }
        CommandLine line = new CommandLine(new Main());
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(Main::usage);
        line.setExecutionExceptionHandler(Main::failure);
        return line.execute(hangarsSpelling(arguments));
    }

    /** {@code mirror validate} is {@code mirror-validate} in one word. */
    private static String[] hangarsSpelling(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.size() < 2 || !words.subList(0, 2).equals(List.of("mirror", "validate"))) {
            return arguments;
        }
        return Stream.concat(Stream.of("mirror-validate"), words.stream().skip(2))
                .toArray(String[]::new);
    }

    @Override
    public Integer call() throws Exception {
        return new ServeCommand().call();
    }

    private static int usage(ParameterException e, String[] arguments) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        CommandLine line = e.getCommandLine();
        // "help dromedary" is no command
        boolean whole = line.getParent() == null || line.getCommandName().equals("help");
        String help = whole ? "dromedary help" : "dromedary help " + line.getCommandName();
        line.getErr().println("dromedary: " + message + " (see " + help + ")");
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
