package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.camel.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What has to be so in a data folder after every drill. */
final class Aftermath {
    private Aftermath() {}

    /** Every line that asks for something has one outcome, and those that failed are in the failed list, as written. */
    static void checkRun(DataFolder data, String run) throws IOException {
        checkRun(data, run, Files.readAllLines(data.done().resolve(run + ".txt")));
    }

    /** The same of a list that read so, whatever became of its file. */
    static void checkRun(DataFolder data, String run, List<String> list) throws IOException {
        List<JsonNode> report = data.report(run);
        assertThat(report)
                .as("each line of %s has one outcome", run)
                .extracting(line -> line.path("line").asInt())
                .containsExactlyElementsOf(asking(list));
        List<String> failed = new ArrayList<>();
        for (JsonNode line : report) {
            String outcome = line.path("outcome").asText();
            assertThat(outcome).isIn("copied", "up-to-date", "skipped", "failed", "unreadable");
            if (outcome.equals("failed") || outcome.equals("unreadable")) {
                failed.add(list.get(line.path("line").asInt() - 1).strip());
            }
        }
        Path failedList = data.failed().resolve(run + ".txt");
        if (failed.isEmpty()) {
            assertThat(failedList).doesNotExist();
        } else {
            assertThat(Files.readAllLines(failedList))
                    .filteredOn(line -> !line.startsWith("#"))
                    .as("the failed list of %s", run)
                    .containsExactlyElementsOf(failed);
        }
    }

    /** Nothing waits, and nothing half written or forgotten lies about. */
    static void checkNothingIsLeft(DataFolder data) throws IOException {
        List<Path> left = new ArrayList<>();
        for (Path folder : List.of(data.inbox(), data.work())) {
            left.addAll(files(folder).toList());
        }
        for (Path folder : List.of(data.done(), data.failed())) {
            left.addAll(files(folder)
                    .filter(file -> String.valueOf(file.getFileName()).startsWith("."))
                    .toList());
        }
        assertThat(left).isEmpty();
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file)).toList().stream();
        }
    }

    private static List<Integer> asking(List<String> list) {
        List<Integer> asking = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String line = list.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("//")) {
                asking.add(i + 1);
            }
        }
        return asking;
    }
}
