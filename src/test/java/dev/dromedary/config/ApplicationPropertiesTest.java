package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.config.MirrorSettings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped application.properties is the reference of the settings: it has to be true. */
class ApplicationPropertiesTest {
    private static final Path FILE = Path.of(System.getProperty("dromedary.home", ""), "application.properties");
    private static final Pattern DOCUMENTED = Pattern.compile("#(?<name>mirror\\.[a-z-]+) =(?<value>.*)");
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
    void explainsEverySetting() {
        for (SettingName name : SettingName.values()) {
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

    private int lineOf(SettingName name) {
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

    private static MirrorSettings read(Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(Map.of(), Map.of(), properties), Kind.SERVER);
    }
}
