package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of commands that end by themselves begin with: two registries, and a folder to run the program in. */
abstract class OneShotFixture extends TwoRegistriesFixture {
    Path here;
    private Path temporary;

    @BeforeEach
    void makeFolders() throws IOException {
        here = Files.createDirectories(folder.resolve("here"));
        temporary = Files.createDirectories(folder.resolve("tmp"));
    }

    @AfterEach
    void hasNoTemporaryFileLeft() {
        assertThat(temporary).isEmptyDirectory();
    }

    Program program() {
        return Program.in(here).jvm("-Djava.io.tmpdir=" + temporary);
    }

    /** Writes list.txt: so many lines such as {@code team/app team/app 1}. */
    void writeList(int lines) throws IOException {
        Files.write(
                here.resolve("list.txt"),
                IntStream.rangeClosed(1, lines)
                        .mapToObj(i -> "team/app team/app " + i)
                        .toList());
    }

    /** Runs a command such as {@code mirror -s SRC -f list.txt} to its end. */
    OneShot.Result run(String command) throws IOException, InterruptedException {
        return OneShot.start(program(), text(command).split(" ")).await();
    }

    /** The command ends as one does that can't be done, and says why in one line. */
    void assertRefuses(String command, String reason) throws IOException, InterruptedException {
        OneShot.Result result = run(command);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> !line.contains(" WARN ")))
                .singleElement()
                .asString()
                .startsWith("dromedary: ")
                .contains(reason);
    }

    void assertNothingWasWritten() {
        assertThat(destination.requests()).isNotEmpty();
        assertThat(destination.requests()).extracting(RecordedRequest::method).isSubsetOf("GET", "HEAD");
        assertThat(source.requests()).extracting(RecordedRequest::method).isSubsetOf("GET", "HEAD");
    }
}
