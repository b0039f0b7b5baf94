package dev.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    private static final String BOM = "\ufeff";

    @TempDir
    Path folder;

    @Test
    void numbersEveryLineAndTellsWhereItEnds() throws IOException {
        assertThat(shown("a\r\n\n  # b\t\nc")).containsExactly("1 a 3", "2  4", "3 # b 11", "4 c 12");
    }

    @Test
    void findsNothingInNothing() throws IOException {
        assertThat(shown("")).isEmpty();
        assertThat(shown(BOM)).isEmpty();
        assertThat(shown("\n")).containsExactly("1  1");
    }

    @Test
    void dropsAByteOrderMarkAtTheBeginningOnly() throws IOException {
        assertThat(shown(BOM + "a\n" + BOM + "b\n")).containsExactly("1 a 5", "2 " + BOM + "b 10");
        assertThat(shown(BOM + "\na")).containsExactly("1  4", "2 a 5");
        assertThat(shown(BOM + BOM + "a")).containsExactly("1 " + BOM + "a 7");
    }

    @Test
    void takesALoneCarriageReturnForWhiteSpaceAndNotForALineEnd() throws IOException {
        assertThat(shown("\ra\rb\r\r\nc\r")).containsExactly("1 a\rb 7", "2 c 9");
    }

    @Test
    void stripsAsStringDoes() throws IOException {
        assertThat(shown("\u2003\u000b\u001f\u3000a\f\u2028\n")).containsExactly("1 a 14");
        assertThat(shown("\u00a0a\u0000\n")).containsExactly("1 \u00a0a\u0000 5");
    }

    @Test
    void keepsTheBytesOfALineThatIsNotUtf8() throws IOException {
        byte[] list = "  caf\u00e9 x \t\nb".getBytes(ISO_8859_1);
        List<RawLine> lines = read(new ByteArrayInputStream(list));
        assertThat(lines.get(0).bytes()).isEqualTo("caf\u00e9 x".getBytes(ISO_8859_1));
        assertThat(lines.get(0).text()).isEqualTo("caf\ufffd x");
        assertThat(lines.get(1).text()).isEqualTo("b");
    }

    @Test
    void keepsALineOfSixteenKibibytesWhateverItsLineEnd() throws IOException {
        String longest = "x".repeat(16_384);
        for (String list : List.of(longest, longest + "\n", longest + "\r\n", BOM + longest + "\r\n")) {
            RawLine line = read(list).get(0);
            assertThat(line.tooLong()).isFalse();
            assertThat(line.text()).isEqualTo(longest);
        }
    }

    @Test
    void doesNotKeepALongerLineAndReadsOn() throws IOException {
        for (int length : new int[] {16_385, 16_386, 16_388, 16_389, 300_000}) {
            for (String end : List.of("\n", "\r\n")) {
                List<RawLine> lines = read("x".repeat(length) + end + "a");
                assertThat(lines).hasSize(2);
                assertThat(lines.get(0).tooLong()).isTrue();
                assertThat(lines.get(0).bytes()).isEmpty();
                assertThat(lines.get(0).endOffset()).isEqualTo(length + end.length());
                assertThat(lines.get(1))
                        .extracting(RawLine::text, RawLine::number)
                        .containsExactly("a", 2L);
            }
        }
    }

    @Test
    void countsWhiteSpaceIntoTheLengthOfALine() throws IOException {
        assertThat(read(" ".repeat(16_384) + "a").get(0).tooLong()).isTrue();
    }

    @Test
    void readsALineThatIsLongerThanTheHeap() throws IOException {
        long length = Runtime.getRuntime().maxMemory() + 1;
        try (LineReader reader = new LineReader(new Repeated('x', length))) {
            RawLine line = reader.next().orElseThrow();
            assertThat(line.tooLong()).isTrue();
            assertThat(line.endOffset()).isEqualTo(length);
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void readsAMillionLinesOneByOne() throws IOException {
        try (LineReader reader = new LineReader(new Repeated('\n', 1_000_000))) {
            long last = 0;
            for (Optional<RawLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                last = line.get().number();
            }
            assertThat(last).isEqualTo(1_000_000);
        }
    }

    @Test
    void readsOnWhereTheListHasGrown() throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), "a\n");
        try (LineReader reader = new LineReader(Files.newInputStream(list))) {
            assertThat(rest(reader)).containsExactly("1 a 2");
            append(list, "b\r\nc\n");
            assertThat(rest(reader)).containsExactly("2 b 5", "3 c 7");
            assertThat(rest(reader)).isEmpty();
        }
    }

    @Test
    void takesALateLineEndAsThatOfTheLastLine() throws IOException {
        for (String end : List.of("\n", "\r\n")) {
            Path list = Files.writeString(folder.resolve("late.txt"), "a");
            try (LineReader reader = new LineReader(Files.newInputStream(list))) {
                assertThat(rest(reader)).containsExactly("1 a 1");
                append(list, end + "b\n");
                assertThat(rest(reader)).containsExactly("2 b " + (3 + end.length()));
            }
        }
    }

    @Test
    void takesALineEndThatComesInHalves() throws IOException {
        Path list = Files.writeString(folder.resolve("halves.txt"), "a\r");
        try (LineReader reader = new LineReader(Files.newInputStream(list))) {
            assertThat(rest(reader)).containsExactly("1 a 2");
            append(list, "\n");
            assertThat(rest(reader)).isEmpty();
            append(list, "\r");
            assertThat(rest(reader)).isEmpty();
            append(list, "\nb");
            assertThat(rest(reader)).containsExactly("2  5", "3 b 6");
        }
    }

    @Test
    void skipsWhatIsAppendedBehindAnUnendedLineAndTellsOnce() throws IOException {
        Path list = Files.writeString(folder.resolve("unended.txt"), "nginx library/ng");
        try (LineReader reader = new LineReader(Files.newInputStream(list))) {
            assertThat(rest(reader)).containsExactly("1 nginx library/ng 16");
            assertThat(reader.writtenOn()).isEmpty();
            append(list, "inx");
            assertThat(rest(reader)).isEmpty();
            assertThat(reader.writtenOn()).contains(1L);
            append(list, "\nb\n");
            assertThat(rest(reader)).containsExactly("2 b 22");
            assertThat(reader.writtenOn()).isEmpty();
        }
    }

    @Test
    void takesWhatIsAppendedBehindBlanksForTheirLine() throws IOException {
        Path list = Files.writeString(folder.resolve("blanks.txt"), "a\n  ");
        try (LineReader reader = new LineReader(Files.newInputStream(list))) {
            assertThat(rest(reader)).containsExactly("1 a 2");
            append(list, "b\nc");
            assertThat(rest(reader)).containsExactly("2 b 6", "3 c 7");
            assertThat(reader.writtenOn()).isEmpty();
        }
    }

    @Test
    void closesTheStream() throws IOException {
        InputStream in = Files.newInputStream(Files.writeString(folder.resolve("closed.txt"), "a"));
        new LineReader(in).close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }

    private static void append(Path list, String text) throws IOException {
        Files.writeString(list, text, StandardOpenOption.APPEND);
    }

    private static List<String> shown(String list) throws IOException {
        try (LineReader reader = new LineReader(new ByteArrayInputStream(list.getBytes(UTF_8)))) {
            return rest(reader);
        }
    }

    private static List<String> rest(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Optional<RawLine> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get().number() + " " + line.get().text() + " "
                    + line.get().endOffset());
        }
        return lines;
    }

    private static List<RawLine> read(String list) throws IOException {
        return read(new ByteArrayInputStream(list.getBytes(UTF_8)));
    }

    private static List<RawLine> read(InputStream list) throws IOException {
        List<RawLine> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(list)) {
            for (Optional<RawLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    /** One byte again and again, so that the length of a list costs no memory of the test. */
    private static final class Repeated extends InputStream {
        private final byte content;
        private long left;

        Repeated(char content, long count) {
            this.content = (byte) content;
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? content : -1;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            int count = (int) Math.min(left, length);
            Arrays.fill(target, from, from + count, content);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
