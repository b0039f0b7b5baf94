package registries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All cases, each with its tools in turn, round after round. */
final class Bench {
    private static final int DELAY_OF_ALL = 20;

    private final Options options;
    private final Workplace workplace;
    private final Dromedary dromedary;
    private double startUp;

    /** Starts a registry that holds a corpus. */
    private interface Opener {
        Endpoint open(Corpus stored) throws IOException;
    }

    Bench(Options options, Workplace workplace, Dromedary dromedary) {
        this.options = options;
        this.workplace = workplace;
        this.dromedary = dromedary;
    }

    void run() throws IOException {
        Table.line("%s", Machine.describe(workplace));
        Table.line(
                "Jobs: %d. Rounds, interleaved: %d; medians, in brackets the least and the most.%n",
                options.jobs(), options.rounds());
        startUp();
        Corpus small = Corpus.small(options.images());
        if (options.asksFor("small")) {
            real("small", small, options.delay(), false);
        }
        if (options.asksFor("all") && options.delay() == 0) {
            real("small", small, DELAY_OF_ALL, false);
        }
        if (options.asksFor("uptodate")) {
            real("uptodate", small, options.delay(), true);
        }
        if (options.asksFor("multi")) {
            real("multi", Corpus.multi(Math.max(1, options.images() / 4)), options.delay(), false);
        }
        if (options.asksFor("large")) {
            real("large", Corpus.large(options.gb()), options.delay(), false);
        }
        if (options.asksFor("memory")) {
            Corpus huge = Corpus.huge(options.jobs(), options.layerGb());
            List<Tool> tools = List.of(new OneShot(workplace, dromedary, false), new Skopeo(workplace, false));
            compare("memory", huge, false, SyntheticRegistry::of, tools);
        }
    }

    private void startUp() throws IOException {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < options.rounds(); round++) {
            add(costs, "dromedary version", dromedary.version(workplace));
            add(costs, "dromedary mirror, empty list", dromedary.emptyList(workplace));
            add(costs, "skopeo --version", Timed.run(workplace, new ProcessBuilder("skopeo", "--version")));
        }
        startUp = Cost.median(costs.get("dromedary mirror, empty list"), Cost::cpu);
        Table.startUp(costs);
    }

    private static void add(Map<String, List<Cost>> costs, String name, Cost cost) {
        costs.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
    }

    private void real(String name, Corpus corpus, int delay, boolean filled) throws IOException {
        boolean allPlatforms = name.equals("multi");
        String title = delay == 0 ? name : name + ", " + delay + " ms each way";
        try (Server server = Server.start(workplace, dromedary, options.jobs(), allPlatforms)) {
            List<Tool> tools = List.of(
                    new OneShot(workplace, dromedary, allPlatforms), server, new Skopeo(workplace, allPlatforms));
            compare(title, corpus, filled, stored -> Registry.start(workplace, stored, delay), tools);
        }
    }

    private void compare(String title, Corpus corpus, boolean filled, Opener opener, List<Tool> tools)
            throws IOException {
        Map<Tool, List<Measured>> runs = new LinkedHashMap<>();
        Corpus there = filled ? corpus : Corpus.NOTHING;
        try (Endpoint source = opener.open(corpus)) {
            for (Tool tool : tools) {
                runs.put(tool, new ArrayList<>());
                if (tool.warmsUp()) {
                    one(tool, corpus, source, opener.open(there));
                }
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (Tool tool : tools) {
                    Measured measured = one(tool, corpus, source, opener.open(there));
                    runs.get(tool).add(measured);
                    System.err.printf(
                            "%s, round %d: %s %.1f s, CPU %.1f s%n",
                            title,
                            round,
                            tool.name(),
                            measured.cost().wall(),
                            measured.cost().cpu());
                }
            }
        }
        Table.line("### %s: %s%n", title, corpus.description());
        Table.print(corpus.images().size(), runs, startUp);
    }

    /** Lets a tool do all the work once, into a destination that is closed afterwards. */
    private Measured one(Tool tool, Corpus corpus, Endpoint source, Endpoint destination) throws IOException {
        try (destination) {
            source.forget();
            Cost cost = tool.run(new Work(corpus, source.name(), destination.name(), options.jobs()));
            Measured measured = new Measured(cost, source.traffic(), destination.traffic());
            corpus.check(destination);
            return measured;
        }
    }
}
