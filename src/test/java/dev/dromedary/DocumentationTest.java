package dev.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of settings, flags, files and hosts is true. */
class DocumentationTest {
    private static final Path HOME =
            Path.of(System.getProperty("dromedary.home", "")).toAbsolutePath().normalize();
    private static final Pattern PROPERTY = Pattern.compile("(?m)^#(mirror\\.(?!registry|schedule)[a-z.-]+) =(.*)$");
    private static final Pattern MEMBER = Pattern.compile("(?m)^#mirror\\.registry\\.harbor\\.([a-z-]+) =(.*)$");
    private static final Pattern MEMBER_ROW =
            Pattern.compile("(?m)^\\| `mirror\\.registry\\.<name>\\.([a-z-]+)` \\| ([^|]*)\\|.*\\|$");
    private static final Pattern MEMBER_MENTION =
            Pattern.compile("\\bmirror\\.registry\\.(?:<name>|[a-z0-9]+)\\.([a-z]+(?:-[a-z]+)*)\\b");
    private static final Pattern MEMBER_VARIABLE = Pattern.compile("\\bMIRROR_REGISTRY_[A-Z0-9]+_([A-Z_]+[A-Z])\\b");
    private static final Pattern SCHEDULE_ROW =
            Pattern.compile("(?m)^\\| `mirror\\.schedule\\.<name>\\.([a-z-]+)` \\| ([^|]*)\\|.*\\|$");
    private static final Pattern SCHEDULE_MENTION =
            Pattern.compile("(?i)\\bmirror[._]schedule[._](?:<name>|[a-z0-9]+)[._]([a-z]+)\\b");
    private static final Pattern ONE_SHOT_DEFAULT =
            Pattern.compile("(?m)^# .*Default of one-shot commands: (\\S+)\\R#(mirror\\.[a-z-]+) =");
    private static final Pattern SETTING_ROW =
            Pattern.compile("(?m)^\\| `(mirror\\.[a-z.-]+)` \\| (\\S*) ?\\| ([^|]*)\\|.*\\|$");
    private static final Pattern FLAG_ROW = Pattern.compile("(?m)^\\| (`-.*`) \\| [^|]*\\|.*\\|$");
    private static final Pattern FLAG_HELP = Pattern.compile("(?m)^ +((?:-\\w, +)?--[a-z-]+)");
    private static final Pattern MENTION = Pattern.compile("\\bmirror\\.([a-z]+(?:-[a-z]+)*)\\b(?!\\.[a-z<])");
    private static final Pattern VARIABLE = Pattern.compile("\\bMIRROR_(?!REGISTRY_|SCHEDULE_)([A-Z_]+[A-Z])\\b");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern URL = Pattern.compile("\\bhttps?://([A-Za-z0-9.-]+)");
    private static final Pattern PACKAGE_HOST =
            Pattern.compile("\\b(repo\\d*|central|deb|packages|plugins|registry|pypi)(\\.[a-z-]+)*\\.(org|com|net)\\b");
    private static final Pattern FOLDER_OF_A_MACHINE =
            Pattern.compile("(?<![\\w.>}])/(home|root(?!/\\.m2)|tmp|Users|work)/");

    /** Hosts that a document may send its reader to, and hosts of examples. */
    private static final Set<String> KNOWN_HOSTS = Set.of(
            "127.0.0.1",
            "camel.apache.org",
            "docker.io",
            "harbor.example",
            "hooks.example",
            "keepachangelog.com",
            "semver.org",
            "x");

    /** Not settings: a name that is refused in a list, shown so; a mistake in an example; a wildcard of names. */
    private static final Set<String> NO_SETTINGS = Set.of("job", "example", "x-y");

    private static final Set<String> NO_VARIABLES = Set.of("NOISE", "X_Y");

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        assertThat(table()).containsExactlyEntriesOf(properties());
    }

    @Test
    void listsEverySettingOfOneRegistryWithItsDefault() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        matches(MEMBER_ROW, readme())
                .forEach(row ->
                        rows.put(row.group(1), row.group(2).replace("`", "").strip()));
        assertThat(rows).isNotEmpty().containsExactlyEntriesOf(members());
    }

    @Test
    void listsEverySettingOfASchedule() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        matches(SCHEDULE_ROW, readme())
                .forEach(row -> documented.put(
                        row.group(1), row.group(2).replace("`", "").strip()));
        assertThat(documented).containsExactly(Map.entry("cron", ""), Map.entry("zone", "UTC"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void mentionsKnownSettingsOfASchedule(Path document) throws IOException {
        assertThat(matches(SCHEDULE_MENTION, text(document)).map(it -> it.group(1)))
                .isSubsetOf("cron", "zone");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void mentionsKnownSettingsOfOneRegistryOnly(Path document) throws IOException {
        assertThat(matches(MEMBER_MENTION, text(document)).map(it -> it.group(1)))
                .allSatisfy(name -> assertThat(members()).containsKey(name));
        assertThat(matches(MEMBER_VARIABLE, text(document)).map(it -> it.group(1)))
                .allSatisfy(name -> assertThat(members())
                        .containsKey(name.toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    @Test
    void listsEveryFlagOfTheMirrorCommand() throws IOException {
        assertThat(flagRows(readme())).isEqualTo(flagsOf("mirror"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror-validate", "plan", "convert-list", "demo"})
    void listsEveryFlagOfACommand(String command) throws IOException {
        String section = text(HOME.resolve("docs/commands.md")).split("\n## " + command + "\n", 2)[1];
        assertThat(flagRows(section.split("\n## ", 2)[0])).isEqualTo(flagsOf(command));
    }

    private static Set<String> flagRows(String text) {
        return matches(FLAG_ROW, text)
                .map(row -> row.group(1).replaceAll("[` ]", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> flagsOf(String command) {
        return matches(FLAG_HELP, help(command))
                .map(flag -> flag.group(1).replaceAll(" +", ""))
                .filter(flag -> !flag.endsWith("--help") && !flag.endsWith("--version"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesTheFlagOfASettingThatHasOne() throws IOException {
        Set<String> flags = matches(FLAG_ROW, readme())
                .flatMap(row -> Stream.of(row.group(1).split(", ")))
                .collect(Collectors.toSet());
        assertThat(matches(SETTING_ROW, readme()).map(row -> row.group(2)).filter(flag -> !flag.isEmpty()))
                .hasSize((int) matches(FLAG_ROW, readme())
                        .filter(row -> !row.group(1).equals("`--output`")) // of no use but in a command
                        .count())
                .allSatisfy(flag -> assertThat(flags).contains(flag));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void mentionsKnownSettingsOnly(Path document) throws IOException {
        Set<String> known = properties().keySet();
        assertThat(matches(MENTION, text(document)).map(it -> it.group(1)))
                .filteredOn(name -> !NO_SETTINGS.contains(name))
                .allSatisfy(name -> assertThat(known).contains("mirror." + name));
        assertThat(matches(VARIABLE, text(document)).map(it -> it.group(1)))
                .filteredOn(name -> !NO_VARIABLES.contains(name))
                .allSatisfy(name -> assertThat(known)
                        .contains("mirror." + name.toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksToWhatIsThere(Path document) throws IOException {
        List<String> links = matches(LINK, text(document))
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://"))
                .toList();
        for (String link : links) {
            String file = link.replaceFirst("#.*", "");
            Path target = file.isEmpty() ? document : document.resolveSibling(file);
            assertThat(target).as(link).exists();
            if (link.contains("#")) {
                assertThat(anchors(target)).as(link).contains(link.replaceFirst("[^#]*#", ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void namesNoPlaceThatReadersDoNotHave(Path document) throws IOException {
        String text = text(document);
        assertThat(matches(URL, text).map(url -> url.group(1))).isSubsetOf(KNOWN_HOSTS);
        assertThat(text)
                .doesNotContainPattern(PACKAGE_HOST)
                .doesNotContainPattern(FOLDER_OF_A_MACHINE)
                .doesNotContain(HOME.toString());
    }

    /** Every text for people, the Dockerfile and the examples too. */
    static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(HOME);
                Stream<Path> docs = Files.walk(HOME.resolve("docs"));
                Stream<Path> examples = Files.list(HOME.resolve("examples"))) {
            Stream<Path> markdown =
                    Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md"));
            return Stream.of(markdown, examples, Stream.of(HOME.resolve("Dockerfile")))
                    .flatMap(files -> files)
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> properties() throws IOException {
        String text = text(HOME.resolve("application.properties"));
        Map<String, String> defaults = new LinkedHashMap<>();
        matches(PROPERTY, text)
                .forEach(line -> defaults.put(line.group(1), line.group(2).strip()));
        matches(ONE_SHOT_DEFAULT, text)
                .forEach(other ->
                        defaults.merge(other.group(2), other.group(1), (server, oneShot) -> server + " or " + oneShot));
        return defaults;
    }

    /** The settings of one registry; the host is an example, which has no default. */
    private static Map<String, String> members() throws IOException {
        Map<String, String> defaults = new LinkedHashMap<>();
        matches(MEMBER, text(HOME.resolve("application.properties")))
                .forEach(line -> defaults.put(line.group(1), line.group(2).strip()));
        defaults.replace("host", "");
        return defaults;
    }

    private static Map<String, String> table() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        matches(SETTING_ROW, readme())
                .forEach(row -> rows.put(
                        row.group(1),
                        row.group(3)
                                .replace(", with `mirror` ", " or ")
                                .replace("`", "")
                                .strip()));
        return rows;
    }

    private static Set<String> anchors(Path document) throws IOException {
        return matches(HEADING, text(document))
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String help(String command) {
        PrintStream standardOut = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run("help", command)).isZero();
        } finally {
            System.setOut(standardOut);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String readme() throws IOException {
        return text(HOME.resolve("README.md"));
    }

    private static String text(Path document) throws IOException {
        return Files.readString(document);
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
