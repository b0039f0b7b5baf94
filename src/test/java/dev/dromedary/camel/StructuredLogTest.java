package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a server, read by a program and by people. */
class StructuredLogTest {
    private static final String HOSTILE = "a\nERROR forged\u001b[2J\u2028.txt";

    @TempDir
    private Path folder;

    @Test
    void tellsOfEachEventWhichLineItIsAbout() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"))) {
            Samples.pushMany(source.name(), "team/app", 8);
            data.drop("l.txt", list(source, destination) + "busybox x\n");
            data.drop(HOSTILE, "busybox x\n");
            Program program = Program.in(folder).with("MIRROR_LOG", "json").with("MIRROR_DEBUG", "true");
            try (ServerProcess server = ServerProcess.start(program, data.path())) {
                String run = data.awaitDone("l.txt");
                server.awaitLog(run + ": finished");
                server.awaitLog("forged");
                String log = server.log();
                List<JsonNode> events = DataFolder.objects(
                        log.substring(0, log.lastIndexOf('\n')).lines().toList());
                assertThat(events).allSatisfy(event -> {
                    assertThat(event.path("timestamp").isIntegralNumber()).isTrue();
                    assertThat(event.path("level").asText()).isIn("DEBUG", "INFO", "WARN");
                    assertThat(event.path("loggerName").asText()).isNotEmpty();
                    assertThat(event.path("threadName").asText()).isNotEmpty();
                    assertThat(event.path("formattedMessage").asText()).isNotEmpty();
                });
                assertAreTold(events, run, source);
                assertRequestsAreOfTheirLine(events);
            }
        }
    }

    private static String list(FaultyRegistry source, FaultyRegistry destination) {
        return IntStream.rangeClosed(1, 8)
                .mapToObj(i -> source.name() + "/team/app " + destination.name() + "/team/to" + i + " " + i + "\n")
                .collect(Collectors.joining());
    }

    private static void assertAreTold(List<JsonNode> events, String run, FaultyRegistry source) {
        List<JsonNode> copied = events.stream()
                .filter(event -> event.path("formattedMessage").asText().contains(": copied "))
                .toList();
        assertThat(copied).hasSize(8).allSatisfy(event -> {
            String line = event.at("/mdc/line").asText();
            assertThat(event.path("formattedMessage").asText()).startsWith(run + " line " + line + ": ");
            assertThat(event.at("/mdc/run").asText()).isEqualTo(run);
            assertThat(event.at("/mdc/image").asText()).isEqualTo(source.name() + "/team/app:" + line);
        });
        assertThat(events)
                .filteredOn(event -> event.path("formattedMessage").asText().contains("line 9: unreadable"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.at("/mdc/line").asText()).isEqualTo("9");
                    assertThat(event.at("/mdc").has("image")).isFalse();
                });
    }

    /** Also those that another thread sends, begun by whoever gave its place back. */
    private static void assertRequestsAreOfTheirLine(List<JsonNode> events) {
        Predicate<JsonNode> toADestination =
                event -> event.path("formattedMessage").asText().matches("[A-Z]+ .*/v2/team/to[1-8]/.*");
        List<JsonNode> requests = events.stream().filter(toADestination).toList();
        assertThat(requests).hasSizeGreaterThan(30).allSatisfy(event -> {
            String message = event.path("formattedMessage").asText();
            assertThat(message).contains("/v2/team/to" + event.at("/mdc/line").asText() + "/");
        });
        Set<String> threads = requests.stream()
                .map(event -> event.path("threadName").asText().replaceAll("-[0-9]+", ""))
                .collect(Collectors.toSet());
        assertThat(threads).contains("copy", "transfer");
    }

    @Test
    void keepsWhatAHostileNameSaysInItsLine() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.drop(HOSTILE, "busybox x\n");
        data.drop("b\r\nERROR forged too", "x"); // is no list, and Camel may tell of it as well
        try (ServerProcess server = ServerProcess.start(Program.in(folder), data.path())) {
            server.awaitLog("forged");
            server.awaitLog("finished");
            server.awaitLog("is left alone");
            assertThat(server.log().strip().split("\n", -1))
                    .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z (INFO|WARN) +[^\\p{Cntrl}]*"));
        }
    }

    @Test
    void refusesAFormThatIsNone() throws IOException, InterruptedException {
        Program program = Program.in(folder).with("MIRROR_LOG", "xml");
        try (ServerProcess server = ServerProcess.start(program, folder.resolve("data"))) {
            assertThat(server.awaitExit()).isEqualTo(2);
            assertThat(server.log()).isEqualTo("dromedary: mirror.log = \"xml\": expected text or json\n");
        }
    }

    /** What a server needs to be watched is of no use to a command that ends at once. */
    @Test
    void loadsNothingToMeasureWithForOneList() throws IOException, InterruptedException {
        Path list = Files.writeString(folder.resolve("l.txt"), "127.0.0.1:1/a/b 127.0.0.1:1/a/b 1\n");
        Path classes = folder.resolve("classes.log");
        Program program = Program.in(folder).with("MIRROR_REQUEST_TRIES", "1").jvm("-Xlog:class+load:file=" + classes);
        Process process = program.command("mirror", "-f", list.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(classes))
                .contains("dev.dromedary.camel.CopyImage ")
                .doesNotContain("io.micrometer", "io.prometheus", "dev.dromedary.observe");
    }
}
