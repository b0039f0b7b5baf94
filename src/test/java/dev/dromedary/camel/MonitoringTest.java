package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The dashboard, the alerts and the table of metrics name nothing but what a server tells. */
class MonitoringTest {
    private static final Path DOCS =
            Path.of(System.getProperty("dromedary.home", "")).resolve("docs/monitoring");

    /** What whoever collects the metrics adds. */
    private static final Set<String> OF_THE_COLLECTOR = Set.of("job", "instance");

    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    @TempDir
    private static Path folder;

    private static Scrape scrape;

    /** One run in which everything happens once that is counted only when it happens. */
    @BeforeAll
    static void runAList() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"));
                WatchedServer server = WatchedServer.start(program(), data.path())) {
            Samples.pushMany(source.name(), "team/app", 1);
            source.habit(Fault.on("GET", ".*/manifests/.*").header("ratelimit-remaining", "76;w=21600"));
            source.inject(Fault.on("GET", ".*/manifests/.*").status(503, Map.of(), ""));
            data.drop("l.txt", source.name() + "/team/app " + destination.name() + "/team/app 1\n");
            data.awaitDone("l.txt");
            server.process().awaitUntil(() -> server.metrics().sum("dromedary_lists_total", "end=finished") == 1);
            scrape = server.metrics();
        }
    }

    private static Program program() {
        return Program.in(folder).with("MIRROR_SCHEDULE_NIGHTLY_CRON", "30 2 * * *");
    }

    @Test
    void showsOnADashboardWhatThereIs() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("grafana-dashboard.json").toFile());
        List<JsonNode> targets = dashboard.findValues("targets").stream()
                .flatMap(list ->
                        Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get))
                .toList();
        assertThat(targets).hasSizeGreaterThan(20);
        for (JsonNode target : targets) {
            assertIsAnswered(
                    target.path("expr").asText(), target.path("legendFormat").asText());
        }
        assertIsAnswered(dashboard.at("/annotations/list/0/expr").asText(), "");
        assertThat(dashboard.at("/templating/list/1/query/query").asText())
                .isEqualTo("label_values(dromedary_build_info, job)");
    }

    @Test
    void raisesAlarmOverWhatThereIs() throws IOException {
        Object rules = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(DOCS.resolve("prometheus-rules.yml")));
        List<Map<?, ?>> alerts = alerts(rules);
        assertThat(alerts).hasSizeGreaterThan(8);
        for (Map<?, ?> alert : alerts) {
            assertIsAnswered(String.valueOf(alert.get("expr")), String.valueOf(alert.get("annotations")));
        }
    }

    private static List<Map<?, ?>> alerts(Object rules) {
        List<Map<?, ?>> alerts = new ArrayList<>();
        for (Object group : members(rules, "groups")) {
            for (Object alert : members(group, "rules")) {
                alerts.add((Map<?, ?>) alert);
            }
        }
        return alerts;
    }

    private static List<?> members(Object object, String name) {
        return (List<?>) Objects.requireNonNull(((Map<?, ?>) object).get(name), name);
    }

    private static void assertIsAnswered(String query, String told) {
        PromQl needed = PromQl.of(query);
        assertThat(needed.metrics()).as(query).isNotEmpty();
        for (String metric : needed.metrics()) {
            if (OF_PROMETHEUS.contains(metric)) {
                continue;
            }
            assertThat(scrape.names()).as(query).contains(metric);
            Set<String> labels = new TreeSet<>(needed.labels());
            labels.addAll(PromQl.labelsToldIn(told));
            labels.removeAll(OF_THE_COLLECTOR);
            assertThat(scrape.labelsOf(metric)).as(query).containsAll(labels);
        }
    }

    @Test
    void listsEveryMetricOfOursWithItsLabels() throws IOException {
        Map<String, Set<String>> rows = Files.readAllLines(DOCS.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| `dromedary_"))
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(row -> row[1].replace("`", "").strip(), row -> labels(row[2])));
        Map<String, Set<String>> told = scrape.names().stream()
                .filter(name -> name.startsWith("dromedary_"))
                .map(MonitoringTest::family)
                .distinct()
                .collect(Collectors.toMap(name -> name, MonitoringTest::labelsOfFamily));
        assertThat(rows).isEqualTo(told);
    }

    private static Set<String> labels(String cell) {
        return Stream.of(cell.replace("`", "").split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String family(String name) {
        return name.startsWith("dromedary_copy_seconds") ? "dromedary_copy_seconds" : name;
    }

    private static Set<String> labelsOfFamily(String family) {
        return scrape.names().stream()
                .filter(name -> family(name).equals(family))
                .flatMap(name -> scrape.labelsOf(name).stream())
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toSet());
    }

    /** A check that can't fail would be none. */
    @Test
    void findsWhatAQueryNeeds() {
        PromQl query = PromQl.of(
                "histogram_quantile(0.5, sum by (le, a) (rate(x_bucket{b=\"c\",d!~\"e|f\"}[$__rate_interval])))"
                        + " > 500e6 and time() - max(y) > 1");
        assertThat(query.metrics()).containsExactlyInAnyOrder("x_bucket", "y");
        assertThat(query.labels()).containsExactlyInAnyOrder("le", "a", "b", "d");
        assertThat(PromQl.labelsToldIn("{{ $labels.x }}, {{y}}")).containsExactlyInAnyOrder("x", "y");
    }
}
