package registries;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints what was measured as Markdown. */
final class Table {
    private Table() {}

    static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    static void startUp(Map<String, List<Cost>> costs) {
        line("### start-up%n");
        line("| | wall, s | CPU, s | peak, MB |");
        line("|---|---|---|---|");
        costs.forEach((name, all) -> line(
                "| `%s` | %s | %s | %d |",
                name, spread(all, Cost::wall), spread(all, Cost::cpu), Cost.most(all, Cost::peak) / 1024));
        line("");
    }

    /** Prints one case; {@code startUp} is the CPU of a one-shot run that has nothing to do. */
    static void print(int images, Map<Tool, List<Measured>> runs, double startUp) {
        line("| | wall, s | CPU, s | … less start-up | peak, MB | … all processes | requests | … an image "
                + "| MB fetched | MB sent |");
        line("|---|---|---|---|---|---|---|---|---|---|");
        runs.forEach((tool, all) -> row(tool, all, images, startUp));
        line("%n| requests | source | destination |");
        line("|---|---|---|");
        runs.forEach((tool, all) -> {
            Measured typical = Measured.typical(all);
            line(
                    "| `%s` | %s | %s |",
                    tool.name(),
                    typical.source().byMethod(),
                    typical.destination().byMethod());
        });
        line("");
        ratios(runs, startUp);
    }

    private static void row(Tool tool, List<Measured> runs, int images, double startUp) {
        Measured typical = Measured.typical(runs);
        List<Cost> costs = costs(runs);
        line(
                "| `%s` | %s | %s | %.1f | %d | %d | %d | %.1f | %.1f | %.1f |",
                tool.name(),
                spread(costs, Cost::wall),
                spread(costs, Cost::cpu),
                cpuLessStartUp(tool, costs, startUp),
                Cost.most(costs, Cost::peak) / 1024,
                Cost.most(costs, Cost::together) / 1024,
                typical.requests(),
                (double) typical.requests() / images,
                typical.source().sent() / 1e6,
                typical.destination().received() / 1e6);
    }

    /** Says how each tool stands against the last one, which is skopeo. */
    private static void ratios(Map<Tool, List<Measured>> runs, double startUp) {
        List<Tool> tools = List.copyOf(runs.keySet());
        List<Cost> skopeo = costs(runs.get(tools.get(tools.size() - 1)));
        double cpu = Cost.median(skopeo, Cost::cpu);
        for (Tool tool : tools.subList(0, tools.size() - 1)) {
            List<Cost> own = costs(runs.get(tool));
            double settling = Cost.median(own, Cost::settling);
            line(
                    "- `%s`: skopeo's wall is %.1f times as long; CPU is %.0f %% of skopeo's, less start-up %.0f %%.%s",
                    tool.name(),
                    Cost.median(skopeo, Cost::wall) / Cost.median(own, Cost::wall),
                    100 * Cost.median(own, Cost::cpu) / cpu,
                    100 * cpuLessStartUp(tool, own, startUp) / cpu,
                    settling == 0
                            ? ""
                            : String.format(Locale.ROOT, " Not counted: %.1f s until a list is taken.", settling));
        }
        line("");
    }

    private static double cpuLessStartUp(Tool tool, List<Cost> costs, double startUp) {
        return Cost.median(costs, Cost::cpu) - (tool instanceof OneShot ? startUp : 0);
    }

    private static List<Cost> costs(List<Measured> runs) {
        return runs.stream().map(Measured::cost).toList();
    }

    private static String spread(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                Cost.median(costs, figure),
                costs.stream().mapToDouble(figure).min().orElse(0),
                costs.stream().mapToDouble(figure).max().orElse(0));
    }
}
