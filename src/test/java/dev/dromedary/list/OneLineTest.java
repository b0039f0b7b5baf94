package dev.dromedary.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @Test
    void leavesOrdinaryTextAsItIs() {
        assertThat(OneLine.of("nginx \"1\" 日本 \ud83d\udc2a \\n", 300)).isEqualTo("nginx \"1\" 日本 \ud83d\udc2a \\n");
    }

    @Test
    void showsWhatCouldBreakOrDisguiseALineAsBytes() {
        assertThat(OneLine.of("\u0000\t\n\r\u001b\u007f")).isEqualTo("\\x00\\x09\\x0a\\x0d\\x1b\\x7f");
        assertThat(OneLine.of("\u0085\u2028\u2029\u202e\ufeff"))
                .isEqualTo("\\xc2\\x85\\xe2\\x80\\xa8\\xe2\\x80\\xa9\\xe2\\x80\\xae\\xef\\xbb\\xbf");
    }

    @Test
    void replacesHalvesOfCharacters() {
        assertThat(OneLine.of("a\ud83d")).isEqualTo("a\ufffd");
        assertThat(OneLine.of("\udc2ab")).isEqualTo("\ufffdb");
    }

    @ParameterizedTest(name = "{0} within {1}")
    @CsvSource({"abcd, 4, abcd", "abcde, 4, abc…", "'', 4, ''", "abcd, 1, …"})
    void cutsAtTheEnd(String text, int max, String line) {
        assertThat(OneLine.of(text, max)).isEqualTo(line);
    }

    @Test
    void cutsNeitherACharacterNorAnEscape() {
        assertThat(OneLine.of("ab\ud83d\udc2ac", 4)).isEqualTo("ab…");
        assertThat(OneLine.of("a\u0001bc", 5)).isEqualTo("a…");
        assertThat(OneLine.of("\u0001\u0001", 8)).isEqualTo("\\x01\\x01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0001", "\u2028", "\ud83d\udc2a", "\udc2a"})
    void isNeverLongerThanAReasonMayBe(String text) {
        assertThat(OneLine.of(text.repeat(100_000)))
                .hasSizeBetween(280, OneLine.LONGEST)
                .endsWith("…");
    }
}
