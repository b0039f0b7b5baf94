package dev.dromedary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LastLineTest {
    private static final String ERASE = "\r\u001B[K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final LastLine line = new LastLine(terminal);
    private final PrintStream out = new PrintStream(line, true, UTF_8);

    private static String drawn(String text) {
        return "\u001B[?7l" + text + "\u001B[?7h";
    }

    private String shown() {
        return terminal.toString(UTF_8);
    }

    @Test
    void keepsBelowWhatIsPrinted() throws IOException {
        line.show("1 line");
        out.print("a log line\n");
        line.show("2 lines");
        assertThat(shown())
                .isEqualTo(drawn("1 line") + ERASE + "a log line\n" + drawn("1 line") + ERASE + drawn("2 lines"));
    }

    @Test
    void neverStandsInTheMiddleOfALine() throws IOException {
        line.show("1 line");
        out.print("half a ");
        line.show("2 lines");
        out.print("line\n");
        assertThat(shown()).isEqualTo(drawn("1 line") + ERASE + "half a line\n" + drawn("2 lines"));
    }

    @Test
    void leavesNothingBehind() throws IOException {
        line.show("1 line");
        line.close();
        line.show("2 lines");
        out.print("the summary\n");
        line.close();
        assertThat(shown()).isEqualTo(drawn("1 line") + ERASE + "the summary\n");
    }

    @Test
    void isNoneWhereNothingIsShown() throws IOException {
        out.print("a log line\n");
        line.close();
        assertThat(shown()).isEqualTo("a log line\n");
    }
}
