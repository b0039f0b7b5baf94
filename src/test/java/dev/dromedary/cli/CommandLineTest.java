package dev.dromedary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    @ValueSource(
            strings = {
                "version",
                "-V",
                "--version",
                "mirror -V",
                "mirror validate -V",
                "serve --version",
                "demo -V",
                "completion -V",
                "plan -V"
            })
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
        "mirror validate x, dromedary help mirror-validate",
        "serve --bogus,     dromedary help serve",
    })
    void refersToAHelpThatThereIs(String command, String help) {
        assertThat(Main.run(command.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).startsWith("dromedary: ").endsWith("(see " + help + ")\n");
        assertThat(Main.run(help.substring("dromedary ".length()).split(" ", -1)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mirorr -f x,     unknown command \"mirorr\", 'did you mean \"mirror\"?', dromedary help",
        "help mirorr,     unknown command \"mirorr\", 'did you mean \"mirror\"?', dromedary help",
        "validate -f x,   unknown command \"validate\", 'did you mean \"mirror-validate\"?', dromedary help",
        "convert,         unknown command \"convert\", 'did you mean \"convert-list\"?', dromedary help",
        "mirror --fil=x,  unknown flag \"--fil=x\", 'did you mean \"--file\"?', dromedary help mirror",
    })
    void suggestsWhatMayHaveBeenMeant(String command, String what, String meant, String help) {
        assertThat(Main.run(command.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).isEqualTo("dromedary: " + what + ", " + meant + " (see " + help + ")\n");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysNothingOfTheWordsAfterAnUnknownCommandInOneLine() {
        assertThat(Main.run("no\nsuch\u001b[31m", "-f", "secret")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8))
                .startsWith("dromedary: unknown command \"")
                .hasLineCount(1)
                .doesNotContain("secret", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void listsTheCommands(String word) {
        Answer answer = Answer.of(word);
        assertThat(answer.exit()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .startsWith("Usage: dromedary ")
                .containsSubsequence(
                        "\n  serve ", "\n  mirror ", "\n  plan ", "\n  version ", "Example: dromedary mirror ");
    }

    @Test
    void completesCommandsAndFlags() throws IOException, InterruptedException {
        Answer answer = Answer.of("completion");
        assertThat(answer.exit()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("complete -F _complete_dromedary", "convert-list", "--no-arch-os-fail");
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write(answer.out().getBytes(UTF_8));
        bash.getOutputStream().close();
        assertThat(bash.waitFor())
                .as(new String(bash.getInputStream().readAllBytes(), UTF_8))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serve", "mirror", "mirror-validate", "plan", "convert-list", "demo", "completion", "version"})
    void helpsWithEveryCommand(String command) {
        Answer answer = Answer.of("help", command);
        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .startsWith("Usage: dromedary " + command)
                .contains("--help")
                .containsPattern("Example: [A-Z_=/a-z0-9 <(]*dromedary " + command + "\\b");
        assertThat(Answer.of(command, "--help")).isEqualTo(answer);
        assertThat(Answer.of(command, "-h")).isEqualTo(answer);
        assertThat(Answer.of("help").out()).contains("\n  " + command + " ");
    }

    @Test
    void saysOfEachRegistryFlagWhatItReplaces() {
        Main.run("help", "mirror");
        assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
                .contains("prefixes every destination's.")
                .contains("prefixes every source's.");
    }
}
