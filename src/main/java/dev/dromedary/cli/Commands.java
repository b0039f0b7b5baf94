package dev.dromedary.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands that there are, and the other ways to ask for one. */
final class Commands {
    /** In the order of the help. */
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("serve", ServeCommand.class);
        ALL.put("mirror", MirrorCommand.class);
        ALL.put("mirror-validate", ValidateCommand.class);
        ALL.put("plan", PlanCommand.class);
        ALL.put("convert-list", ConvertListCommand.class);
        ALL.put("demo", DemoCommand.class);
        ALL.put("completion", CompletionCommand.class);
        ALL.put("version", VersionCommand.class);
        ALL.put("help", CommandLine.HelpCommand.class);
    }

    private Commands() {}

    /** The words with which one command is called, whatever was written for it. */
    static List<String> plainly(List<String> words) {
        if (words.size() < 2) {
            return words;
        }
        List<String> rest = words.subList(1, words.size());
        if (words.get(0).equals("help") && !rest.get(0).startsWith("-")) {
            List<String> asked = new ArrayList<>(rest);
            asked.add("--help");
            return ALL.containsKey(rest.get(0)) ? plainly(asked) : rest;
        }
        if (words.get(0).equals("mirror") && words.get(1).equals("validate")) {
            List<String> oneWord = new ArrayList<>(rest);
            oneWord.set(0, "mirror-validate");
            return oneWord;
        }
        return words;
    }

    /**
     * Gives the program the commands that these words may need: the one that they name, or all. Looking at one takes
     * longer than many a command itself.
     */
    static void addTo(CommandLine program, List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        boolean needsTheOthers = first.equals("help") || first.equals("completion");
        if (ALL.containsKey(first) && !needsTheOthers) {
            program.addSubcommand(first, ALL.get(first));
        } else {
            ALL.forEach(program::addSubcommand);
        }
    }
}
