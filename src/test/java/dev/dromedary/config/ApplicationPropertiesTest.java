package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.config.MirrorSettings.Kind;
import dev.dromedary.config.RegistrySetting.Member;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped application.properties is the reference of the settings: it has to be true. */
class ApplicationPropertiesTest {
    private static final Path FILE = Path.of(System.getProperty("dromedary.home", ""), "application.properties");
    private static final Pattern DOCUMENTED =
            Pattern.compile("#(?<name>mirror\\.(?!registry|schedule)[a-z.-]+) =(?<value>.*)");
    private static final Pattern OF_A_REGISTRY =
            Pattern.compile("#(?<name>mirror\\.registry\\.harbor\\.[a-z-]+) =(?<value>.*)");
    private static final Pattern ONE_SHOT_DEFAULT = Pattern.compile(".*Default of one-shot commands: (?<value>\\S+)");

    private List<String> lines = List.of();

    @BeforeEach
    void readTheFile() throws IOException {
        lines = Files.readAllLines(FILE);
    }

    @Test
    void documentsEverySettingInOrder() {
        assertThat(documented().stream().map(line -> line.group("name")))
                .containsExactlyElementsOf(Arrays.stream(SettingName.values())
                        .map(SettingName::property)
                        .toList());
    }

    @Test
    void documentsTheDefaultOfTheServer() {
        assertThat(documented()).allSatisfy(line -> {
            SettingName name = SettingName.ofProperty(line.group("name")).orElseThrow();
            assertThat(line.group("value").strip()).as(name.property()).isEqualTo(name.defaultValue(Kind.SERVER));
        });
    }

    @Test
    void documentsADefaultThatDiffersForOneShotCommands() {
        for (SettingName name : SettingName.values()) {
            Matcher other = ONE_SHOT_DEFAULT.matcher(lines.get(lineOf(name) - 1));
            String documented = other.matches() ? other.group("value") : name.defaultValue(Kind.SERVER);
            assertThat(documented).as(name.property()).isEqualTo(name.defaultValue(Kind.ONE_SHOT));
        }
    }

    @Test
    void changesNothingWhenADocumentedDefaultIsActive() {
        MirrorSettings defaults = read(Map.of());
        assertThat(documented())
                .allSatisfy(line -> assertThat(read(Map.of(line.group("name"), line.group("value"))))
                        .usingRecursiveComparison()
                        .ignoringFields("sources")
                        .isEqualTo(defaults));
    }

    @Test
    void documentsEverySettingOfOneRegistryInOrderWithItsDefault() {
        assertThat(documentedOfARegistry().stream().map(line -> line.group("name")))
                .containsExactlyElementsOf(
                        ofARegistry().map(RegistrySetting::property).toList());
        assertThat(documentedOfARegistry()).allSatisfy(line -> {
            RegistrySetting name =
                    RegistrySetting.ofProperty(line.group("name")).orElseThrow();
            String expected = name.member() == Member.HOST ? "harbor.example:5000" : name.defaultValue(Kind.SERVER);
            assertThat(line.group("value").strip()).as(name.property()).isEqualTo(expected);
        });
    }

    @Test
    void setsOnlyTheHostWhenTheWholeExampleIsActive() {
        Map<String, String> example = documentedOfARegistry().stream()
                .collect(Collectors.toMap(line -> line.group("name"), line -> line.group("value")));
        assertThat(read(example).network().registries())
                .containsExactly(new RegistrySettings(
                        new RegistryName("harbor.example:5000"),
                        Optional.empty(),
                        new RegistrySettings.Tls(true, false, Optional.empty(), Optional.empty(), Optional.empty()),
                        List.of(),
                        32,
                        0));
    }

    @Test
    void documentsEverySettingOfASchedule() {
        Map<String, String> example = lines.stream()
                .filter(line -> line.startsWith("#mirror.schedule."))
                .map(line -> line.substring(1).split(" = ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        assertThat(example.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ofASchedule().map(ScheduleSetting::property).toList());
        assertThat(read(example).schedules())
                .containsExactly(new ScheduleSettings("nightly", "0 30 2 ? * 2,3,4,5,6", ZoneId.of("UTC")));
    }

    @Test
    void explainsEverySetting() {
        for (Setting name : Stream.of(Arrays.stream(SettingName.values()), ofARegistry(), ofASchedule())
                .flatMap(settings -> settings)
                .toList()) {
            assertThat(lines.get(lineOf(name) - 1)).as(name.property()).startsWith("# ");
            assertThat(lines.get(lineOf(name) + 1)).as(name.property()).isEmpty();
        }
    }

    @Test
    void setsNothingOfOurs() throws IOException {
        assertThat(SettingSources.readProperties(FILE)).isEmpty();
        assertThat(lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")))
                .allSatisfy(line -> assertThat(line).startsWith("camel."));
    }

    private int lineOf(Setting name) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("#" + name.property() + " =")) {
                return i;
            }
        }
        throw new AssertionError("not documented: " + name.property());
    }

    private List<Matcher> documented() {
        return lines.stream().map(DOCUMENTED::matcher).filter(Matcher::matches).toList();
    }

    private List<Matcher> documentedOfARegistry() {
        return lines.stream()
                .map(OF_A_REGISTRY::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    private static Stream<RegistrySetting> ofARegistry() {
        return Arrays.stream(Member.values()).map(member -> new RegistrySetting("harbor", member));
    }

    private static Stream<ScheduleSetting> ofASchedule() {
        return Arrays.stream(ScheduleSetting.Member.values()).map(member -> new ScheduleSetting("nightly", member));
    }

    private static MirrorSettings read(Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(Map.of(), Map.of(), properties), Kind.SERVER);
    }
}
