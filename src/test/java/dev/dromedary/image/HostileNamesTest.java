package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Lines that somebody wrote in bad faith, or that a program mangled: each is refused in one clear, bounded line. */
class HostileNamesTest {

    /** Names that are refused wherever they stand. */
    static final List<String> NAMES = List.of(
            "/",
            "nginx//",
            "a//b",
            "a///b",
            "reg.io//a",
            "reg.io/a//b",
            ".",
            "..",
            "...",
            "../x",
            "./x",
            "a/..",
            "a/../b",
            "a/./b",
            "reg.io/../../etc/passwd",
            "/../x",
            "..%2fx",
            "a\u0000b",
            "\u0000",
            "a\u0001",
            "a\u0007b",
            "a\u001b[31mb",
            "a\rb",
            "a\u000bb",
            "a\u0085b",
            "a\u2028b",
            "a\u202eb",
            "a\ufeffb",
            "a\u00a0b",
            "a\u200bb",
            "日本",
            "nginх",
            "ｎｇｉｎｘ",
            "a\ud83d\ude00",
            "ß",
            "I\u0307",
            "-",
            "-a",
            "a-",
            "_a",
            "a_",
            ".a",
            "a.",
            "a..b",
            "a___b",
            "a_-b",
            "a.-b",
            "a%20b",
            "a\\b",
            "a'b",
            "\"a\"",
            "$(id)",
            "`id`",
            "${IMAGE}",
            "a;b",
            "a|b",
            "a&b",
            "a?b=c",
            "a#b",
            "<a>",
            "{a}",
            "*",
            "a*",
            "~a",
            "a+b",
            "a=b",
            "http://a",
            "docker://a/b",
            "oci-archive:///a",
            "file:///etc/passwd",
            "user:pass@reg.io/a",
            "a@b",
            "a:1",
            ":",
            "a".repeat(256),
            "a".repeat(16_000),
            "a/".repeat(8_000) + "a",
            "reg.io:" + "1".repeat(10_000) + "/a",
            "\u0001".repeat(5_000),
            "a-".repeat(8_000),
            "r.io/" + "A".repeat(300),
            ".".repeat(9_000) + "/a",
            "[" + ":".repeat(9_000) + "]/a");

    /** At the beginning of a line these make it a comment. */
    static final List<String> NAMES_WITH_SLASHES = List.of("//", "///", "//nginx", "////nginx", "//reg.io/x");

    @ParameterizedTest
    @FieldSource("NAMES")
    void refusesTheSource(String name) {
        refuses(name + " library/x 1", "source \"");
    }

    @ParameterizedTest
    @FieldSource({"NAMES", "NAMES_WITH_SLASHES"})
    void refusesTheDestination(String name) {
        refuses("nginx " + name + " 1", "destination \"");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
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
