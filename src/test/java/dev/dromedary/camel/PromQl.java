package dev.dromedary.camel;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a query of Prometheus needs to be there: not its whole language, only as much as ours use.
 *
 * @param metrics the names that it selects
 * @param labels what it matches, groups by and tells
 */
record PromQl(Set<String> metrics, Set<String> labels) {
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.$\"])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*})?(\\s*\\()?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    static PromQl of(String query) {
        Set<String> metrics = new TreeSet<>();
        Set<String> labels = new TreeSet<>();
        String rest = query;
        Matcher grouping = GROUPING.matcher(query);
        while (grouping.find()) {
            names(grouping.group(1)).forEach(labels::add);
        }
        rest = GROUPING.matcher(rest).replaceAll(" ").replaceAll("\\[[^]]*]", "");
        Matcher selector = SELECTOR.matcher(rest);
        while (selector.find()) {
            boolean isFunction = selector.group(3) != null;
            // "sum by (x) (y)" lost its grouping above
            if (!isFunction && !WORDS.contains(selector.group(1))) {
                metrics.add(selector.group(1));
            }
            if (selector.group(2) != null) {
                MATCHER.matcher(selector.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        return new PromQl(metrics, labels);
    }

    /** The labels that a text for people names, as Grafana and as Prometheus write them. */
    static Set<String> labelsToldIn(String text) {
        return Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}")
                .matcher(text)
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toSet());
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(",")).map(String::strip).toList();
    }
}
