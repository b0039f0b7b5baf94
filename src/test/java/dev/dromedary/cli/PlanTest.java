package dev.dromedary.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.image.HostileNames;
import dev.dromedary.image.ListedNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What lines mean, through the command that people ask. */
class PlanTest {
    @TempDir
    private Path folder;

    private Answer plan(byte[] list, String... flags) throws IOException {
        Path file = Files.write(folder.resolve("list.txt"), list);
        List<String> arguments = new ArrayList<>(List.of("plan", "-f", file.toString()));
        arguments.addAll(List.of(flags));
        return Answer.of(arguments.toArray(String[]::new));
    }

    private Answer plan(String list, String... flags) throws IOException {
        return plan(list.getBytes(UTF_8), flags);
    }

    private static String[] words(String flags) {
        return flags.isEmpty() ? new String[0] : flags.split(" ", -1);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/names.csv", delimiter = '|', emptyValue = "")
    void namesBothEnds(String line, String flags, String source, String destination) throws IOException {
        Answer answer = plan(ListedNames.filled(line), words(flags));
        assertThat(answer.out())
                .isEqualTo(
                        "1\tplanned\t" + ListedNames.filled(source) + "\t" + ListedNames.filled(destination) + "\t\n");
        assertThat(answer.exit()).isZero();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/unreadable.txt", delimiter = '|')
    void tellsOfALineThatCannotBeRead(String line) throws IOException {
        Answer answer = plan(line);
        assertThat(answer.out()).matches("1\tunreadable\t\t\t.*expected .*\n");
        assertThat(answer.exit()).isEqualTo(1);
    }

    static Stream<String> oddLines() throws IOException {
        return Files.readAllLines(
                        Path.of(System.getProperty("dromedary.home"), "src/test/resources/golden/odd-lines.txt"))
                .stream()
                .filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("oddLines")
    void readsAnOddLineAsItsGrammarSays(String row) throws IOException {
        String[] parts = row.split(" => ", 2);
        Answer answer = plan(Escapes.list(parts[0]), "-d", "private.io");
        assertThat(answer.lines()).hasSize(1);
        String[] columns = answer.lines().get(0).split("\t", -1);
        assertThat(columns).hasSize(5);
        if (parts[1].startsWith("!")) {
            assertThat(columns).startsWith("2", "unreadable", "", "");
            assertThat(columns[4])
                    .contains(Escapes.repeated(parts[1].substring(1)).replace("\\x22", "\""))
                    .hasSizeLessThanOrEqualTo(300)
                    .matches("[^\\p{Cc}\\p{Cf}\u2028\u2029]+");
        } else {
            String[] ends = Escapes.repeated(parts[1]).split(" -> ", 2);
            assertThat(columns).containsExactly("2", "planned", ends[0], ends[1], "");
        }
    }

    @Test
    void readsOnBehindEveryHostileName() throws IOException {
        List<String> lines = HostileNames.NAMES.stream()
                .filter(name -> !name.contains("\n"))
                .flatMap(name -> Stream.of(name + " library/x 1", "nginx " + name + " 1", name + ":1", "x x 1"))
                .toList();
        Answer answer =
                plan("# no NUL in the first 8 KiB" + " ".repeat(9000) + "\n" + String.join("\n", lines), "-d", "p.io");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.lines()).hasSize(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(answer.lines().get(i))
                    .as(lines.get(i))
                    .startsWith((i + 2) + "\t"
                            + (i % 4 == 3 ? "planned\tdocker.io/library/x:1\tp.io/library/x:1\t" : "unreadable\t\t\t"));
        }
        assertThat(answer.err())
                .isEqualTo("dromedary: " + lines.size() / 4 + " planned, " + lines.size() / 4 * 3 + " unreadable\n");
    }

    @Test
    void keepsTheOrderAndTheNumbersOfTheList() throws IOException {
        Answer answer = plan("\ufeff# a list\r\n\r\nx x 1\r\n// more\ny\nx x 2");
        assertThat(answer.lines())
                .extracting(line -> line.split("\t", 3)[0] + line.split("\t", 3)[1])
                .containsExactly("3planned", "5unreadable", "6planned");
        assertThat(plan("").out()).isEmpty();
        assertThat(plan("# nothing\n").exit()).isZero();
    }

    @Test
    void takesAListWithCarriageReturnsAloneForOneLine() throws IOException {
        assertThat(plan("x x 1\ry y 2\rz z 3\r").lines())
                .singleElement()
                .asString()
                .startsWith("1\tunreadable\t");
    }

    @Test
    void findsANulBehindTheBeginningInItsLineOnly() throws IOException {
        String comment = "# " + "-".repeat(9000) + "\n";
        assertThat(plan(comment + "x\0 x 1\nx x 1\n").lines())
                .extracting(line -> line.split("\t", 3)[1])
                .containsExactly("unreadable", "planned");
    }

    @Test
    void honoursSettingLinesBelowFlags() throws IOException {
        String head = "# mirror.destination = list.io/pre\n# mirror.default-project = team\n# mirror.source = s.io\n";
        assertThat(plan(head + "x x 1\n").out()).isEqualTo("4\tplanned\ts.io/x:1\tlist.io/pre/x:1\t\n");
        assertThat(plan(head + "x x 1\n", "-d", "flag.io", "-s", "").out())
                .isEqualTo("4\tplanned\tdocker.io/library/x:1\tflag.io/team/x:1\t\n");
        assertThat(plan("x x 1\n" + head, "-d", "flag.io").out())
                .isEqualTo("1\tplanned\tdocker.io/library/x:1\tflag.io/library/x:1\t\n");
    }

    @Test
    void printsJsonWithTheMembersOfAReport() throws IOException {
        Answer answer = plan("x x 1\nbusybox \u001b\"x\n", "-d", "p.io", "--output", "json");
        assertThat(answer.exit()).isEqualTo(1);
        List<JsonNode> objects = new ArrayList<>();
        for (String line : answer.lines()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        assertThat(objects.get(0))
                .hasToString(
                        "{\"line\":1,\"outcome\":\"planned\",\"source\":\"docker.io/library/x:1\",\"destination\":\"p.io/library/x:1\",\"reason\":null}");
        assertThat(objects.get(1).path("reason").asText()).contains("busybox \\x1b\"x");
        assertThat(objects.get(1).path("text").asText()).isEqualTo("busybox \u001b\"x");
        assertThat(objects.get(1).path("source").isNull()).isTrue();
        assertThat(answer.out()).doesNotContain("\u001b");
        assertThat(objects).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ; mirror.jobs = 2                        | mirror.jobs: no setting of a list
            ; mirror.no-arch-os-fail = x             | mirror.no-arch-os-fail = "x": expected true or false
            ; mirror.destination = https://x         | mirror.destination = "https://x": expected <host>
            ; mirror.arch = a%; mirror.arch = a      | mirror.arch: expected once in a list, found twice
            x x 1%<NUL>                              | expected a text file, found a NUL byte
            """)
    void printsNothingOfAListThatIsRefused(String list, String reason) throws IOException {
        Answer answer = plan(list.replace(';', '#').replace('%', '\n').replace("<NUL>", "\0") + "\nx x 1\n");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("dromedary: ").contains(reason).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan                           | -f: expected a list file, found none
            plan -f none.txt               | -f "none.txt": expected a readable file, found none
            plan -f .                      | expected a regular file, found a folder
            plan -f x --output xml         | expected text or json, found "xml"
            plan -f x -j 2                 | --jobs: expected together with --check only
            plan -f x -a amd64             | --arch: expected together with --check only
            plan -f x --os=linux           | --os: expected together with --check only
            plan -f x --no-arch-os-fail    | --no-arch-os-fail: expected together with --check only
            plan -f x --tls-verify=false   | --tls-verify: expected together with --check only
            plan -f x --repo-type harbor   | --repo-type: expected together with --check only
            plan -f x --harbor-https       | --harbor-https: expected together with --check only
            plan -f x --debug              | --debug: expected together with --check only
            plan -f x -o y                 | unknown flag "-o"
            plan -f x -d https://p.io      | mirror.destination = "https://p.io": expected <host>
            plan -f x --default-project=X  | mirror.default-project = "X": expected a project
            """)
    void refusesWrongUsage(String command, String reason) {
        Answer answer = Answer.of(command.split(" ", -1));
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("dromedary: ").contains(reason).hasLineCount(1);
    }

    /** The escapes of the golden file. */
    private static final class Escapes {
        /** The line behind a comment: neither a byte order mark nor a NUL is anything but a part of it there. */
        static byte[] list(String text) {
            String raw = new String(text.getBytes(UTF_8), ISO_8859_1);
            StringBuilder unescaped = new StringBuilder();
            for (int i = 0; i < raw.length(); i++) {
                if (raw.startsWith("\\x", i)) {
                    unescaped.append((char) Integer.parseInt(raw.substring(i + 2, i + 4), 16));
                    i += 3;
                } else {
                    unescaped.append(raw.charAt(i));
                }
            }
            return ("#" + "-".repeat(9000) + "\n" + repeated(unescaped.toString())).getBytes(ISO_8859_1);
        }

        static String repeated(String text) {
            return java.util.regex.Pattern.compile("<([^*>]+)\\*([0-9]+)>")
                    .matcher(text)
                    .replaceAll(part -> java.util.regex.Matcher.quoteReplacement(
                            part.group(1).repeat(Integer.parseInt(part.group(2)))));
        }
    }
}
