package dev.dromedary.cli;

import dev.dromedary.list.OneLine;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told of a command line that is wrong: one line, with what may have been meant and where help is. */
final class UsageMessage {
    private UsageMessage() {}

    static String of(ParameterException e) {
        return "dromedary: " + OneLine.of(reason(e)) + " (see " + help(e.getCommandLine()) + ")";
    }

    private static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgSpec first = missing.getMissing().get(0);
            return name(first) + ": expected " + first.paramLabel() + ", found none";
        }
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + ": expected once, found more often";
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec flag ? flag.longestName() : argument.paramLabel();
    }

    private static String unknown(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        String what = "unexpected argument";
        if (word.startsWith("-")) {
            what = "unknown flag";
        } else if (e.getCommandLine().getParent() == null) {
            what = "unknown command";
        }
        return what + " \"" + word + "\"" + meant(e.getSuggestions());
    }

    private static String meant(List<String> suggestions) {
        return suggestions.isEmpty() ? "" : ", did you mean \"" + suggestions.get(0) + "\"?";
    }

    private static String help(CommandLine line) {
        // "help dromedary" is no command
        boolean whole = line.getParent() == null || line.getCommandName().equals("help");
        return whole ? "dromedary help" : "dromedary help " + line.getCommandName();
    }
}
