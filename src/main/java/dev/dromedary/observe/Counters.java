package dev.dromedary.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Counters of one name, one for each combination of label values that occurs. */
final class Counters {
    private final MeterRegistry meters;
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    /** @param name without {@code _total}, which Prometheus wants at the end of a counter's */
    Counters(MeterRegistry meters, String name, String help, String... labels) {
        this.meters = meters;
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    void add(double amount, String... values) {
        counters.computeIfAbsent(List.of(values), this::counter).increment(amount);
    }

    private Counter counter(List<String> values) {
        return Counter.builder(name)
                .description(help)
                .tags(tags(labels, values))
                .register(meters);
    }

    static List<Tag> tags(List<String> labels, List<String> values) {
        return IntStream.range(0, labels.size())
                .mapToObj(i -> Tag.of(labels.get(i), values.get(i)))
                .toList();
    }
}
