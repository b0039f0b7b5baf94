package dev.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"a b c", "a\tb\tc", "a \t  b\t c"})
    void readsThreeFields(String line) {
        assertThat(of(line)).isEqualTo(new ListLine.Image3("a", "b", "c"));
    }

    @Test
    void splitsAtSpacesAndTabsOnly() {
        assertThat(of("a\u00a0x b\u2003y c\u000bz")).isEqualTo(new ListLine.Image3("a\u00a0x", "b\u2003y", "c\u000bz"));
        assertThat(of("\"a b\" c")).isEqualTo(new ListLine.Image3("\"a", "b\"", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "nginx:1@sha256:x", "/", "/x", "a#b"})
    void readsOneName(String line) {
        assertThat(of(line)).isEqualTo(new ListLine.Single(line));
    }

    @Test
    void readsABlankLine() {
        assertThat(of("")).isEqualTo(new ListLine.Blank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "# a b c",
                "//",
                "//nginx x 1",
                "#mirror",
                "# mirror.arch",
                "# mirror.Arch = x",
                "# mirror.a1 = x",
                "// mirror.arch = x",
                "## mirror.arch = x",
                "# a mirror.arch = x",
                "# mirror. = x",
                "# mirror.a.b = x"
            })
    void readsAComment(String line) {
        assertThat(of(line)).isEqualTo(new ListLine.Comment());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "# mirror.destination = private.io | destination     | private.io",
                "#mirror.destination=private.io    | destination     | private.io",
                "#\tmirror.no-arch-os-fail\t=true  | no-arch-os-fail | true",
                "# mirror.arch = a = b # c         | arch            | a = b # c",
                "# mirror.arch =                   | arch            | ''",
                "# mirror.unknown = x              | unknown         | x",
            })
    void readsASetting(String line, String name, String value) {
        assertThat(of(line)).isEqualTo(new ListLine.Setting(name, value));
    }

    @Test
    void saysWhatItExpectedOfALineItCannotRead() {
        assertThat(of("busybox x"))
                .isEqualTo(new ListLine.Unreadable("expected \"<SOURCE> <DEST> <TAG>\", found \"busybox x\""));
        assertThat(of("a b c # d"))
                .isEqualTo(new ListLine.Unreadable("expected \"<SOURCE> <DEST> <TAG>\", found \"a b c # d\""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 8_000})
    void givesAReasonOfOneBoundedLine(int times) {
        String reason = reason(of("\u001b[31m \r\u2028".repeat(times) + " x y"));
        assertThat(reason)
                .startsWith("expected \"<SOURCE> <DEST> <TAG>\", found \"\\x1b[31m \\x0d\\xe2\\x80\\xa8")
                .endsWith("\"")
                .hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void cannotReadWhatIsNotUtf8() {
        byte[] bytes = "caf\u00e9 x 1".getBytes(ISO_8859_1);
        assertThat(ListLine.of(new RawLine(1, bytes, false, bytes.length)))
                .isEqualTo(new ListLine.Unreadable("expected UTF-8, found \"caf\ufffd x 1\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00ff", "\u00f4\u0090\u0080\u0080", "\u00e2\u0082"})
    void takesNoMangledFormForUtf8(String latin1) {
        byte[] bytes = ("a" + latin1).getBytes(ISO_8859_1);
        assertThat(reason(ListLine.of(new RawLine(1, bytes, false, bytes.length))))
                .startsWith("expected UTF-8");
    }

    @Test
    void cannotReadALineThatWasTooLong() {
        assertThat(ListLine.of(new RawLine(1, new byte[0], true, 20_000)))
                .isEqualTo(new ListLine.Unreadable("expected a line of at most 16384 bytes, found a longer one"));
    }

    private static String reason(ListLine line) {
        assertThat(line).isInstanceOf(ListLine.Unreadable.class);
        return ((ListLine.Unreadable) line).reason();
    }

    private static ListLine of(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return ListLine.of(new RawLine(1, bytes, false, bytes.length));
    }
}
