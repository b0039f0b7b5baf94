package dev.dromedary.camel;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A server's data folder as people see it: lists go in, and what became of them comes out. */
public record DataFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public Path inbox() {
        return path.resolve("inbox");
    }

    public Path work() {
        return path.resolve("work");
    }

    public Path done() {
        return path.resolve("done");
    }

    public Path failed() {
        return path.resolve("failed");
    }

    /** Drops a list as an editor or a script does that knows nothing of us. */
    public void drop(String name, String text) {
        try {
            Files.createDirectories(inbox());
            Files.writeString(inbox().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a list where a server finds it that died while it worked on it. */
    public void putToWork(String run, String text) throws IOException {
        Files.createDirectories(work());
        Files.writeString(work().resolve(run + ".txt"), text);
    }

    /** Waits until the list is done, and answers the name of its run. */
    public String awaitDone(String list) {
        return awaitRun(done(), list, ".txt");
    }

    /** Waits until the list is done by another run than this earlier one. */
    public String awaitDone(String list, String earlier) {
        return awaitRun(done(), list, ".txt", earlier);
    }

    /** Waits until the list is worked on, and answers the name of its run. */
    public String awaitWork(String list) {
        return awaitRun(work(), list, ".ok");
    }

    /** Waits until there is a file of this list with this ending, and answers the name of its run. */
    public String awaitRun(Path folder, String list, String ending) {
        return awaitRun(folder, list, ending, "");
    }

    private static String awaitRun(Path folder, String list, String ending, String earlier) {
        String name = list.substring(0, list.length() - ".txt".length());
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> newest(folder, name, ending), run -> run.compareTo(earlier) > 0);
    }

    /** The files of a folder without those that are hidden and without folders, in the order of their names. */
    public static List<String> names(Path folder) {
        return everything(folder).stream()
                .filter(name -> !name.startsWith(".") && !Files.isDirectory(folder.resolve(name)))
                .toList();
    }

    /** Everything in a folder but the folders that the server makes for lists of other kinds. */
    public static List<String> everything(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("convert") && !name.equals("validate"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a report in its order. */
    public List<JsonNode> report(String run) throws IOException {
        return objects(Files.readAllLines(done().resolve(run + ".jsonl")));
    }

    static List<JsonNode> objects(List<String> lines) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : lines) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    /** Each line of a report in short: {@code 17 copied}. */
    public List<String> outcomes(String run) throws IOException {
        return outcomes(report(run));
    }

    static List<String> outcomes(List<JsonNode> objects) {
        return objects.stream()
                .map(line ->
                        line.path("line").asText() + " " + line.path("outcome").asText())
                .toList();
    }

    public String failedList(String run) throws IOException {
        return Files.readString(failed().resolve(run + ".txt"));
    }

    /** The numbers of the lines that the journals of all runs hold whole by now. */
    public List<Long> settled() throws IOException {
        List<Long> lines = new ArrayList<>();
        for (String name : names(work())) {
            if (name.endsWith(".ok") || name.endsWith(".failed")) {
                String text = Files.readString(work().resolve(name));
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .map(DataFolder::lineOf)
                        .filter(line -> line > 0) // the first record may be of the list
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private static long lineOf(String record) {
        try {
            return JSON.readTree(record).path("line").asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newest(Path folder, String name, String ending) {
        return !Files.isDirectory(folder)
                ? ""
                : names(folder).stream()
                        .filter(file -> file.endsWith("_" + name + ending))
                        .map(file -> file.substring(0, file.length() - ending.length()))
                        .max(Comparator.naturalOrder())
                        .orElse("");
    }
}
