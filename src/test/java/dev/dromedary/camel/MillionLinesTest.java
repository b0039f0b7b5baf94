package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The longest list that is supported, in less than half of the memory that the launcher gives. */
@Tag("drill")
class MillionLinesTest {
    private static final int LINES = 1_000_000;
    private static final String RUN = "20260101-000000_million";

    @TempDir
    private Path folder;

    @Test
    void settlesEveryLineInASmallHeap() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        writeList(data);
        Program program = Program.in(folder)
                .with("MIRROR_ALLOW_DESTINATIONS", "allowed.io")
                .jvm("-Xmx96m", "-XX:+ExitOnOutOfMemoryError")
                .under("sh", "-c", "exec \"$@\" >server.log 2>&1", "sh");
        try (ServerProcess server = ServerProcess.start(program, data.path())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(15))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !server.isAlive() || Files.exists(data.done().resolve(RUN + ".txt")));
            assertThat(server.isAlive()).isTrue();
        }
        try (Stream<String> log = Files.lines(folder.resolve("server.log"))) {
            assertThat(log).noneMatch(line -> line.contains(" ERROR "));
        }
        checkReport(data);
        checkFailedList(data);
    }

    /** Lines that need no network: half of them unreadable, half not allowed. */
    private static void writeList(DataFolder data) throws IOException {
        data.putToWork(RUN, "");
        try (BufferedWriter list = Files.newBufferedWriter(data.work().resolve(RUN + ".txt"))) {
            for (int i = 1; i <= LINES; i++) {
                list.write(i % 2 == 0 ? "team/app forbidden.io/team/app " + i + "\n" : "unreadable " + i + "\n");
            }
        }
    }

    private static void checkReport(DataFolder data) throws IOException {
        try (BufferedReader report = Files.newBufferedReader(data.done().resolve(RUN + ".jsonl"))) {
            for (int i = 1; i <= LINES; i++) {
                String outcome = i % 2 == 0 ? "failed" : "unreadable";
                assertThat(report.readLine()).startsWith("{\"line\":" + i + ",\"outcome\":\"" + outcome + "\",");
            }
            assertThat(report.readLine()).isNull();
        }
    }

    private static void checkFailedList(DataFolder data) throws IOException {
        try (BufferedReader list = Files.newBufferedReader(data.failed().resolve(RUN + ".txt"))) {
            assertThat(list.readLine()).contains(LINES + " of " + LINES + " lines were not mirrored");
            for (int i = 1; i <= LINES; i++) {
                assertThat(list.readLine()).startsWith("# line " + i + ": ");
                assertThat(list.readLine()).endsWith(" " + i);
            }
            assertThat(list.readLine()).isNull();
        }
    }
}
