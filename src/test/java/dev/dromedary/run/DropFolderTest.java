package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderTest {
    @TempDir
    private Path data;

    @Test
    void belongsToOneServerAtATime() throws IOException {
        try (DropFolder first = DropFolder.open(data, Clock.systemUTC())) {
            assertThat(first.inbox()).isDirectory();
            assertThatThrownBy(() -> DropFolder.open(data, Clock.systemUTC()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "mirror.data \"" + data + "\": expected a folder of this server's own, found that process "
                                    + ProcessHandle.current().pid() + " works in it");
        }
        DropFolder.open(data, Clock.systemUTC()).close();
    }

    @Test
    void showsTheNameOfAListInOneLine() throws IOException {
        try (DropFolder folder = DropFolder.open(data, Clock.systemUTC())) {
            Path list = Files.createFile(data.resolve("work/evil\nINFO forged.txt"));

            RunFiles files = folder.filesOf(list);

            assertThat(files.name()).isEqualTo("evil\\x0aINFO forged");
            assertThat(files.list()).isEqualTo(list);
            folder.reject(files, "no");
            assertThat(data.resolve("failed/evil\nINFO forged.rejected")).exists();
        }
    }
}
