package dev.dromedary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands answer without doing anything. */
class CommandLineTest {
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "-V", "mirror -V", "serve --version"})
    void tellsItsVersion(String command) {
        assertThat(Main.run(command.split(" ", -1))).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("dromedary " + Version.current() + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "bogus,             dromedary help",
        "--bogus,           dromedary help",
        "help bogus,        dromedary help",
        "mirror --bogus,    dromedary help mirror",
        "serve --bogus,     dromedary help serve",
    })
    void refersToAHelpThatThereIs(String command, String help) {
        assertThat(Main.run(command.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).startsWith("dromedary: ").endsWith("(see " + help + ")\n");
        assertThat(Main.run(help.substring("dromedary ".length()).split(" ", -1)))
                .isZero();
    }

    @Test
    void saysOfEachRegistryFlagWhatItReplaces() {
        Main.run("help", "mirror");
        assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
                .contains("prefixes every destination's.")
                .contains("prefixes every source's.");
    }
}
