package registries;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the command line asks for. */
record Options(Set<String> cases, int rounds, int jobs, int delay, int images, int gb, int layerGb) {
    static final List<String> CASES = List.of("startup", "small", "uptodate", "multi", "large", "memory");
    static final String USAGE = "usage: bench/side-by-side all|" + String.join("|", CASES)
            + "... [--rounds 3] [--jobs 10] [--delay MS] [--images 200] [--gb 2] [--layer-gb 2]";

    /** One word or value of the command line that there is not. */
    static final class WrongUsage extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    static Options parse(List<String> words) {
        Options options = new Options(new LinkedHashSet<>(), 3, 10, 0, 200, 2, 2);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--")) {
                options = options.with(word, ++i < words.size() ? words.get(i) : "nothing");
            } else if (word.equals("all") || CASES.contains(word)) {
                options.cases.add(word);
            } else {
                throw new WrongUsage("\"" + word + "\" is no case; " + USAGE);
            }
        }
        if (options.cases.isEmpty()) {
            throw new WrongUsage(USAGE);
        }
        return options;
    }

    boolean asksFor(String name) {
        return cases.contains("all") || cases.contains(name);
    }

    private Options with(String flag, String value) {
        return switch (flag) {
            case "--rounds" -> new Options(cases, number(flag, value, 100), jobs, delay, images, gb, layerGb);
            case "--jobs" -> new Options(cases, rounds, number(flag, value, 20), delay, images, gb, layerGb);
            case "--delay" -> new Options(cases, rounds, jobs, number(flag, value, 1000), images, gb, layerGb);
            case "--images" -> new Options(cases, rounds, jobs, delay, number(flag, value, 10_000), gb, layerGb);
            case "--gb" -> new Options(cases, rounds, jobs, delay, images, number(flag, value, 100), layerGb);
            case "--layer-gb" -> new Options(cases, rounds, jobs, delay, images, gb, number(flag, value, 100));
            default -> throw new WrongUsage("there is no \"" + flag + "\"; " + USAGE);
        };
    }

    private static int number(String flag, String value, int most) {
        if (!value.matches("[1-9][0-9]{0,5}") || Integer.parseInt(value) > most) {
            throw new WrongUsage(flag + " \"" + value + "\": expected a whole number from 1 to " + most + "; " + USAGE);
        }
        return Integer.parseInt(value);
    }
}
