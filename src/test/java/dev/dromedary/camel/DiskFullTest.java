package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up: here a limit on the size of files, which a write meets in the middle of a record. */
@Tag("long")
class DiskFullTest {
    private static final int LINES = 500;
    private static final int SMALL = 30_000;
    private static final String RUN = "20260101-000000_full";

    @TempDir
    private Path folder;

    @Test
    void keepsNoHalfRecordAndGoesOnWhenThereIsRoom() throws IOException, InterruptedException {
        assumeThat(Path.of("/usr/bin/prlimit"))
                .as("a disk is made small by prlimit")
                .isExecutable();
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"))) {
            Samples.pushMany(source.name(), "team/app", LINES);
            data.putToWork(RUN, list(source, destination));
            try (ServerProcess server = serve(data)) {
                fillTheJournal(server, data);
                fillTheReport(server, data);
                limit(server, "unlimited");
                server.awaitLog(RUN + ": finished");
                assertThat(server.log().lines().filter(line -> line.contains(RUN + " line ")))
                        .filteredOn(line -> line.matches(".*(: copied |: unreadable: | is up to date).*"))
                        .as("every line ends once")
                        .hasSize(LINES);
            }
            assertThat(destination.count("PUT", "/v2/team/app/manifests/.*"))
                    .as("every image is written once")
                    .isEqualTo(LINES / 2);
        }
        assertThat(data.report(RUN))
                .extracting(line -> line.path("line").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, LINES).boxed().toList());
        assertThat(data.failedList(RUN)).hasLineCount(1 + LINES);
    }

    private static void fillTheJournal(ServerProcess server, DataFolder data) throws IOException {
        server.awaitLog(RUN + ": cannot go on for now");
        assertThat(server.log()).contains(RUN + ": cannot record line ");
        for (String ending : List.of(".ok", ".failed")) {
            byte[] journal = Files.readAllBytes(data.work().resolve(RUN + ending));
            assertThat(journal).hasSizeBetween(SMALL / 2, SMALL).endsWith((byte) '\n');
        }
        assertThat(data.settled()).doesNotHaveDuplicates().hasSizeLessThan(LINES);
    }

    /** Each journal is smaller than the report, which holds them both. */
    private static void fillTheReport(ServerProcess server, DataFolder data) throws IOException, InterruptedException {
        limit(server, "100000");
        server.awaitUntil(() -> Files.exists(data.failed().resolve(RUN + ".txt"))
                && server.log().split("cannot go on for now").length > 2);
        assertThat(data.settled()).hasSize(LINES);
        assertThat(DataFolder.everything(data.done()))
                .as("no report, not half of one either")
                .isEmpty();
    }

    private static String list(FaultyRegistry source, FaultyRegistry destination) {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> i % 2 == 0
                        ? source.name() + "/team/app " + destination.name() + "/team/app " + i
                        : "unreadable " + i)
                .collect(Collectors.joining("\n"));
    }

    private static ServerProcess serve(DataFolder data) throws IOException {
        Program program =
                Program.in(data.path().resolveSibling("")).under("prlimit", "--fsize=" + SMALL + ":unlimited");
        return ServerProcess.start(program, data.path());
    }

    private static void limit(ServerProcess server, String bytes) throws IOException, InterruptedException {
        Process raise =
                new ProcessBuilder("prlimit", "--pid=" + server.pid(), "--fsize=" + bytes + ":unlimited").start();
        assertThat(raise.waitFor()).isZero();
    }
}
