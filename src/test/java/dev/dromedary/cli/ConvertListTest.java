package dev.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.ListedNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dromedary convert-list} with real files. */
class ConvertListTest {
    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void nameTheList() {
        input = folder.resolve("images.txt");
    }

    private Answer convert(String list, String... flags) throws IOException {
        Files.writeString(input, list);
        List<String> arguments = new ArrayList<>(List.of("convert-list", "-i", input.toString()));
        arguments.addAll(List.of(flags));
        return Answer.of(arguments.toArray(String[]::new));
    }

    private String converted() throws IOException {
        return Files.readString(folder.resolve("images.txt.converted"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/conversions.csv", delimiter = '|', emptyValue = "")
    void convertsALine(String line, String flags, String converted) throws IOException {
        Answer answer = convert(ListedNames.filled(line), flags.isEmpty() ? new String[0] : flags.split(" ", -1));
        assertThat(answer.exit()).isZero();
        assertThat(converted()).isEqualTo(ListedNames.filled(converted) + "\n");
        assertThat(files()).hasSize(2);
    }

    @Test
    void carriesOverImagesOnlyAndTellsOfLinesItCannotRead() throws IOException {
        Answer answer = convert(
                "\ufeff# comment\r\n\r\na:1\r\nb c\r\n//x\r\nX:1\r\na\tb\t  1\r\n" + "x x #1\n" + "y".repeat(20_000)
                        + "\nz",
                "-d",
                "d.io",
                "--output",
                folder.resolve("out").toString());
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("a d.io/a 1\na\tb\t  1\nz d.io/z latest\n");
        assertThat(answer.err())
                .endsWith("dromedary: 3 lines converted, 4 unreadable; the converted list is " + folder.resolve("out")
                        + "\n");
        assertThat(folder.resolve("images.txt.converted")).doesNotExist();
    }

    @Test
    void givesAnEmptyListForOneWithoutImages() throws IOException {
        assertThat(convert("# nothing\n").exit()).isZero();
        assertThat(converted()).isEmpty();
    }

    @Test
    void replacesAnEarlierResultWhole() throws IOException {
        convert("a:1\nb:1\n", "-d", "d.io");
        convert("c:1\n", "-d", "d.io");
        assertThat(converted()).isEqualTo("c d.io/c 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"images.txt", "./images.txt", "link", "hard", "tmp"})
    void neverWritesOverItsInput(String name) throws IOException {
        Files.writeString(input, "a:1\n");
        Files.createSymbolicLink(folder.resolve("link"), input);
        Files.createLink(folder.resolve("hard"), input);
        Files.createSymbolicLink(folder.resolve(".tmp.tmp"), input); // where "tmp" would be written first
        Answer answer = convert("a:1\n", "-o", folder + "/" + name);
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err())
                .endsWith("expected another file than the list itself\n")
                .hasLineCount(1);
        assertThat(input).hasContent("a:1");
        assertThat(files()).hasSize(4);
    }

    @Test
    void leavesNothingBehindWhenItIsRefused() throws IOException {
        assertRefused(convert("a\0\n"), "expected a text file, found a NUL byte");
        assertRefused(convert("a\n", "-d", "myregistry"), "mirror.destination = \"myregistry\": expected <host>");
        assertRefused(convert("a\n", "-s", "https://s.io"), "mirror.source = \"https://s.io\": expected <host>");
        assertRefused(convert("a\n", "-o", folder.toString()), "expected a file, found a folder");
        assertRefused(convert("a\n", "-o", folder + "/none/x"), "expected a file in a folder that exists");
        assertRefused(Answer.of("convert-list"), "--input: expected LIST, found none");
        assertRefused(Answer.of("convert-list", "-i", folder + "/none"), "expected a readable file, found none");
        assertRefused(Answer.of("convert-list", "-i", folder.toString(), "-o", folder + "/x"), "found a folder");
    }

    private void assertRefused(Answer answer, String reason) throws IOException {
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("dromedary: ").contains(reason).hasLineCount(1);
        assertThat(files()).containsExactly(input);
    }
}
