package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionRulesTest {
    private static final List<String> REGISTRIES = List.of(
            "",
            "/",
            "docker.io/",
            "index.docker.io/",
            "reg.io/",
            "REG.io:5000/",
            "localhost/",
            "[::1]:5000/",
            "myregistry/");
    private static final List<String> PATHS = List.of(
            "a",
            "library/a",
            "a/b/c",
            "a.b",
            "a.b/c",
            "localhost",
            "a__b/c--d",
            "x".repeat(200),
            "a/" + "b".repeat(220));
    private static final List<String> TAGS = List.of(
            "", ":1", ":latest", ":V1_x.y-z", ":1@" + ListedNames.D, "@" + ListedNames.D, "@" + ListedNames.D512);
    private static final List<String> PREFIXES =
            List.of("", "d.io", "D.io/", "d.io:5000/pre", "docker.io", "docker.io/team", "localhost", "[::1]/x");

    /** What a converted line means anywhere is what the name meant with the flags: the default project and all. */
    @Test
    void givesLinesThatMeanWhatTheNameMeant() {
        int compared = 0;
        for (String source : PREFIXES) {
            for (String destination : PREFIXES) {
                compared += compare(prefix(source), prefix(destination));
            }
        }
        assertThat(compared).isGreaterThan(20_000);
    }

    private static int compare(Optional<String> source, Optional<String> destination) {
        ConversionRules rules = new ConversionRules(source, destination);
        NameRules asked = new NameRules(
                source.map(NamePrefix::of), Optional.of(NamePrefix.of(destination.orElse("docker.io"))), "library");
        NameRules anywhere = new NameRules(Optional.empty(), Optional.empty(), "library");
        int compared = 0;
        for (String registry : REGISTRIES) {
            for (String path : PATHS) {
                for (String tag : TAGS) {
                    String name = registry + path + tag;
                    String[] fields = rules.convert(name).split(" ", -1);
                    assertThat(fields).hasSize(3);
                    assertThat(anywhere.ends(fields[0], fields[1], fields[2]))
                            .as(name)
                            .isEqualTo(asked.ends(name));
                    compared++;
                }
            }
        }
        return compared;
    }

    private static Optional<String> prefix(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(ConversionRules.prefix(text));
    }

    @ParameterizedTest
    @FieldSource("dev.dromedary.image.HostileNames#NAMES")
    void refusesHostileNames(String name) {
        ConversionRules rules = new ConversionRules(Optional.empty(), Optional.of("d.io"));
        assertThatThrownBy(() -> rules.convert(name + ":1")).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> rules.check(name, "x", "1")).isInstanceOf(InvalidNameException.class);
    }

    @Test
    void refusesAPathThatIsTooLongBelowItsPrefix() {
        ConversionRules rules = new ConversionRules(Optional.empty(), Optional.of("d.io/" + "p".repeat(100)));
        assertThatThrownBy(() -> rules.convert("r.io/" + "a".repeat(200)))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("repository of 301 characters");
    }

    /** In a line of a list these would be path parts at Docker Hub. */
    @ParameterizedTest
    @ValueSource(strings = {"myregistry", "myregistry/pre", "https://d.io", "", "d.io//", "d.io/X"})
    void refusesAPrefixThatALineCannotName(String prefix) {
        assertThatThrownBy(() -> ConversionRules.prefix(prefix)).isInstanceOf(InvalidNameException.class);
    }
}
