package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Lines that somebody wrote in bad faith, or that a program mangled: each is refused in one clear, bounded line. */
class HostileNamesTest {

    @ParameterizedTest
    @FieldSource("dev.dromedary.image.HostileNames#NAMES")
    void refusesTheSource(String name) {
        refuses(name + " library/x 1", "source \"");
    }

    @ParameterizedTest
    @FieldSource({"dev.dromedary.image.HostileNames#NAMES", "dev.dromedary.image.HostileNames#NAMES_WITH_SLASHES"})
    void refusesTheDestination(String name) {
        refuses("nginx " + name + " 1", "destination \"");
    }

    @ParameterizedTest
    @FieldSource("dev.dromedary.image.HostileNames#NAMES")
    void refusesTheImageWithATag(String name) {
        refuses(name + ":1", "image \"");
    }

    private static void refuses(String line, String field) {
        InvalidNameException refusal =
                catchThrowableOfType(InvalidNameException.class, () -> ListedNames.ends(line, "-d private.io"));
        assertThat(refusal.getMessage())
                .startsWith(field)
                .contains("expected")
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202e\\u200b\\ufeff]");
    }
}
