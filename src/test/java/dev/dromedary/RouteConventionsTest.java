package dev.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What every file under routes/ keeps to, so that an operator can read the bundle in an afternoon. */
class RouteConventionsTest {
    private static final Path ROUTES = Path.of(System.getProperty("dromedary.home"), "routes");
    private static final String KEBAB = "[a-z]+(-[a-z]+)*";

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsOneRouteNamedLikeItsFile(Path file) throws IOException {
        assertThat(file.getFileName().toString()).endsWith(".camel.yaml");
        List<?> entries = (List<?>) load(file);
        assertThat(entries).hasSize(1);
        Map<?, ?> entry = (Map<?, ?>) entries.get(0);
        assertThat(String.valueOf(entry.keySet())).isIn("[route]", "[routeConfiguration]", "[routeTemplate]");
        Map<?, ?> route = (Map<?, ?>) entry.values().iterator().next();
        assertThat(route.get("id") + ".camel.yaml").isEqualTo(file.getFileName().toString());
        assertThat(String.valueOf(route.get("id"))).matches(KEBAB);
        assertThat(route.get("description")).asString().hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("files")
    void fitsOnAScreenOrTwo(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(80);
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesBeansAndNoClassesButThoseOfExceptions(Path file) throws IOException {
        List<String> classes = new ArrayList<>();
        walk(load(file), "", (key, value) -> {
            if (value.contains("dev.dromedary") && !key.equals("exception")) {
                classes.add(key + ": " + value);
            }
        });
        assertThat(classes).isEmpty();
    }

    @Test
    void stepIdsAreUniqueInTheBundle() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            walk(load(file), "", (key, value) -> {
                if (key.equals("id")) {
                    ids.add(value);
                }
            });
        }
        assertThat(ids).allMatch(id -> id.matches(KEBAB)).doesNotHaveDuplicates();
        assertThat(new HashSet<>(ids)).contains("claim-list", "take-list", "mirror-list", "mirror-line", "dead-letter");
    }

    private interface Visitor {
        void visit(String key, String value);
    }

    private static void walk(Object node, String key, Visitor visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> walk(value, String.valueOf(name), visitor));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> walk(value, key, visitor));
        } else {
            visitor.visit(key, String.valueOf(node));
        }
    }

    private static Object load(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }
}
