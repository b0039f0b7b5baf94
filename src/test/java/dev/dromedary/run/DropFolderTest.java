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
        try (DropFolders first = DropFolders.open(data, Clock.systemUTC())) {
            assertThat(first.of(DropFolder.Kind.MIRROR).inbox()).isDirectory();
            assertThatThrownBy(() -> DropFolders.open(data, Clock.systemUTC()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "mirror.data \"" + data + "\": expected a folder of this server's own, found that process "
                                    + ProcessHandle.current().pid() + " works in it");
        }
        DropFolders.open(data, Clock.systemUTC()).close();
    }

    @Test
    void showsTheNameOfAListInOneLine() throws IOException {
        try (DropFolders folders = DropFolders.open(data, Clock.systemUTC())) {
            DropFolder folder = folders.of(DropFolder.Kind.MIRROR);
            Path list = Files.createFile(data.resolve("work/evil\nINFO forged.txt"));

            RunFiles files = folder.filesOf(list);

            assertThat(files.name()).isEqualTo("evil\\x0aINFO forged");
            assertThat(files.list()).isEqualTo(list);
            folder.reject(files, "no");
            assertThat(data.resolve("failed/evil\nINFO forged.rejected")).exists();
        }
    }
}
