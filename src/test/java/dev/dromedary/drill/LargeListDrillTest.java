package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of 200 MB in a heap of 64 MB: comments, lines that are longer than any line may be, and one line of 50 MB. */
@Tag("drill")
class LargeListDrillTest {
    private static final String RUN = "20260101-000000_large";
    private static final int LINES = 5_000;

    @TempDir
    private Path folder;

    @Test
    void isReadAsAStreamAndLeaksNothing() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Path list = write(folder.resolve("large.txt"));
        assertThat(Files.size(list)).isGreaterThan(200_000_000);
        Program program = Program.in(folder).jvm("-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            server.awaitLog("Dromedary ");
            Holdings idle = Holdings.whenIdle(server, data);
            Files.move(list, data.work().resolve(RUN + ".txt"));
            server.awaitLog(RUN + ": finished");
            idle.awaitAgain(server);
        }
        assertThat(data.outcomes(RUN)).hasSize(LINES + 1).allMatch(line -> line.endsWith(" unreadable"));
        assertThat(Files.readAllLines(data.failed().resolve(RUN + ".txt"))).hasSize(LINES + 2);
        Aftermath.checkNothingIsLeft(data);
    }

    private static Path write(Path list) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(list)) {
            for (int i = 1; i <= LINES; i++) {
                out.write("# " + "comment ".repeat(1_500) + "\n");
                out.write("x".repeat(20_000) + "\n");
            }
            for (int i = 0; i < 50; i++) {
                out.write("y".repeat(1_000_000));
            }
        }
        return list;
    }
}
