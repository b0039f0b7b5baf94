package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.embedded.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of a list, three times. The registries outlive the server and see every request. */
@Tag("long")
class KilledServerTest {
    private static final int LINES = 500;
    private static final String RUN = "20260101-000000_many";

    @TempDir
    private Path folder;

    private final Set<Long> settledAtKills = new HashSet<>();
    private final List<RecordedRequest> madeAgain = new ArrayList<>();

    @Test
    void endsEveryLineOnceAndCopiesNothingAgain() throws IOException, InterruptedException {
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"))) {
            Samples.pushMany(source.name(), "team/app", LINES);
            DataFolder data = new DataFolder(folder.resolve("data"));
            data.putToWork(RUN, list(source, destination));
            for (int kill = 1; kill <= 3; kill++) {
                serveUntilKilled(data, settledAtKills.size() + LINES / 5);
                settledAtKills.addAll(settled(data));
                source.forgetRequests();
                destination.forgetRequests();
            }
            assertThat(settledAtKills).hasSizeBetween(3 * LINES / 5, LINES - 1);
            try (ServerProcess server = ServerProcess.start(data.path())) {
                data.awaitDone("many.txt");
                server.awaitLog(RUN + ": finished");
            }
            checkNothingWasMadeAgain(source, destination);
            checkReport(data);
        }
    }

    private void serveUntilKilled(DataFolder data, int lines) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(data.path())) {
            server.awaitUntil(() -> data.settled().size() >= lines);
            server.kill9();
        }
    }

    private static List<Long> settled(DataFolder data) throws IOException {
        List<Long> settled = data.settled();
        assertThat(settled).doesNotHaveDuplicates();
        return settled;
    }

    /** Every tenth line names an image that is not there, and every tenth but one is no line at all. */
    private static String list(FaultyRegistry source, FaultyRegistry destination) {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> switch (i % 10) {
                    case 0 -> source.name() + "/team/none " + destination.name() + "/team/none " + i;
                    case 1 -> "unreadable " + i;
                    default -> source.name() + "/team/app " + destination.name() + "/team/app " + i;
                })
                .collect(Collectors.joining("\n"));
    }

    private void checkNothingWasMadeAgain(FaultyRegistry source, FaultyRegistry destination) {
        Stream.of(source, destination)
                .flatMap(registry -> registry.requests().stream())
                .filter(request -> request.path().matches("/v2/team/[a-z]+/manifests/[0-9]+"))
                .filter(request -> settledAtKills.contains(
                        Long.valueOf(request.path().substring(request.path().lastIndexOf('/') + 1))))
                .forEach(madeAgain::add);
        assertThat(destination.count("PUT", "/v2/team/app/manifests/[0-9]+"))
                .as("the last server had something to do")
                .isPositive();
        assertThat(madeAgain).isEmpty();
    }

    private static void checkReport(DataFolder data) throws IOException {
        assertThat(data.report(RUN))
                .extracting(line -> line.path("line").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, LINES).boxed().toList());
        List<String> outcomes = data.outcomes(RUN);
        assertThat(outcomes).filteredOn(line -> line.endsWith("0 failed")).hasSize(LINES / 10);
        assertThat(outcomes).filteredOn(line -> line.endsWith("1 unreadable")).hasSize(LINES / 10);
        // a line in progress at a kill may have been copied before: then it is up to date
        assertThat(outcomes)
                .filteredOn(line -> line.endsWith(" copied") || line.endsWith(" up-to-date"))
                .hasSize(LINES - LINES / 5);
        assertThat(data.failedList(RUN).lines())
                .hasSize(1 + 2 * LINES / 5)
                .startsWith("# failed list of \"many.txt\": " + LINES / 5 + " of " + LINES + " lines were not mirrored")
                .filteredOn(line -> line.startsWith("# line "))
                .extracting(line -> Integer.parseInt(line.replaceFirst("^# line ([0-9]+): .*", "$1")))
                .isSorted();
    }
}
