package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.HostileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who drops lists can't make the server evaluate, open, name or log anything but what a list may ask for. */
class InjectionTest {
    private static final String SECRET = "secret-of-the-process";

    /** In the languages of Camel, of property placeholders, of its headers, of file names and of shells. */
    private static final List<String> WORDS = List.of(
            "${env.DROMEDARY_SECRET}",
            "${sysenv.DROMEDARY_SECRET}",
            "$simple{env.DROMEDARY_SECRET}",
            "simple{env.DROMEDARY_SECRET}",
            "{{env:DROMEDARY_SECRET}}",
            "{{mirror.data}}",
            "${properties:mirror.data}",
            "${bean:runs?method=report}",
            "${bean:type:java.lang.System?method=exit}",
            "${exchangeProperty.CamelToEndpoint}",
            "RAW({{env:DROMEDARY_SECRET}})",
            "resource:file:../secret",
            "CamelFileName:../../pwned",
            "CamelHttpUri=http://127.0.0.1:1/",
            "Authorization:Basic",
            "MirrorOutcome=copied",
            "$(touch${IFS}pwned)",
            "`touch pwned`",
            "../../../pwned",
            "..%2f..%2fpwned",
            "file:///etc/passwd");

    private static final String CONTROLS =
            "a\rb\u001b[31mred\u001b]0;title\u0007\u0008\u000b\u0085\u2028\u2029\u202ebad\u009b2J x 1";

    @TempDir
    private Path folder;

    @Test
    void takesEveryWordOfAListForWhatItIs() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        List<String> lines = hostileLines();
        data.drop("list.txt", String.join("\n", lines));
        Program program = Program.in(folder).with("DROMEDARY_SECRET", SECRET).with("MIRROR_DEBUG", "true");
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            server.awaitLog("_list: finished");
            String run = data.awaitDone("list.txt");
            assertThat(data.outcomes(run)).hasSize(lines.size()).allMatch(line -> line.endsWith(" unreadable"));
            assertThat(data.report(run))
                    .extracting(line -> line.path("reason").asText())
                    .allSatisfy(InjectionTest::isOneCleanLine);
            assertThat(data.failedList(run).lines().filter(line -> !line.startsWith("#")))
                    .containsExactlyElementsOf(
                            lines.stream().flatMap(String::lines).toList());
            server.terminate();
            assertThat(server.awaitExit()).isEqualTo(143);
            checkLog(server.log());
        }
        assertThat(everythingBelow(folder)).noneMatch(path -> path.contains("pwned"));
    }

    private static List<String> hostileLines() {
        return Stream.of(
                        WORDS.stream().map(word -> word + " a/b 1"),
                        WORDS.stream().map(word -> "127.0.0.1:1/a " + word + " 1"),
                        WORDS.stream().map(word -> "127.0.0.1:1/a 127.0.0.1:1/a " + word),
                        WORDS.stream(),
                        HostileNames.NAMES.stream()
                                .filter(name -> name.matches("[!-~]+"))
                                .map(name -> name + " a/b c/d"),
                        Stream.of(CONTROLS))
                .flatMap(words -> words)
                .toList();
    }

    @Test
    void takesTheNameOfAListForWhatItIs() throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        List<String> names = List.of(
                "${env.DROMEDARY_SECRET}",
                "{{env:DROMEDARY_SECRET}}",
                "${bean:type:java.lang.System?method=exit}",
                "CamelFileName=..%2f..%2fpwned",
                "x..%2fpwned",
                "a\n2026-01-01T00:00:00.000Z INFO  forged",
                "b\r\u001b[2J\u202e");
        names.forEach(name -> data.drop(name + ".txt", "busybox x\n"));
        Program program = Program.in(folder).with("DROMEDARY_SECRET", SECRET);
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            server.awaitUntil(() -> Files.isDirectory(data.done())
                    && DataFolder.names(data.done()).size() == 2 * names.size());
            server.terminate();
            assertThat(server.awaitExit()).isEqualTo(143);
            checkLog(server.log());
        }
        assertThat(DataFolder.names(data.done()).stream()
                        .filter(name -> name.endsWith(".txt"))
                        .map(name -> name.substring("20260101-000000_".length())))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name + ".txt").toList());
        assertThat(everythingBelow(folder))
                .noneMatch(path -> path.startsWith("pwned"))
                .allMatch(path -> path.startsWith("data/") || path.equals("data"));
    }

    /** Every line is one that the server wrote, with its time. */
    private static void checkLog(String log) {
        assertThat(log.lines()).hasSizeGreaterThan(5).allSatisfy(line -> {
            assertThat(line).matches("20[0-9]{2}-[0-9T:.-]+Z (INFO |WARN |DEBUG|ERROR) .*");
            isOneCleanLine(line);
        });
        assertThat(log).doesNotContain(SECRET).doesNotContain("ERROR");
    }

    private static void isOneCleanLine(String text) {
        assertThat(text.codePoints())
                .as(text)
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
        assertThat(text).doesNotContain(SECRET);
    }

    private static List<String> everythingBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toList());
        }
    }
}
