package dev.dromedary.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server tells at /observe/metrics, read as Prometheus reads it. */
record Scrape(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One value. */
    record Sample(String name, Map<String, String> labels, double value) {
        boolean has(String... wanted) {
            return Stream.of(wanted)
                    .map(pair -> pair.split("=", 2))
                    .allMatch(pair -> pair[1].equals(labels.get(pair[0])));
        }
    }

    static Scrape of(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new AssertionError("expected a sample, found " + line);
            }
            samples.add(new Sample(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))));
        });
        return new Scrape(samples);
    }

    private static Map<String, String> labels(String text) {
        return LABEL.matcher(text == null ? "" : text)
                .results()
                .collect(Collectors.toMap(
                        label -> label.group(1), (MatchResult label) -> label.group(2), (a, b) -> a, TreeMap::new));
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The sum of all samples of that name with these labels, each {@code name=value}. */
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.has(labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** The sums of that name with these labels, by the values of two other labels. */
    Map<String, Double> sums(String name, String by, String and, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.has(labels))
                .collect(Collectors.groupingBy(
                        sample ->
                                sample.labels().get(by) + " " + sample.labels().get(and),
                        TreeMap::new,
                        Collectors.summingDouble(Sample::value)));
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** Every label that samples of that name have. */
    Set<String> labelsOf(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toSet());
    }
}
