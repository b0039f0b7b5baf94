package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list goes in; images, failed list and report come out. */
class MirroredListTest extends TwoRegistriesFixture {
    private static final String LIST = """
            # my images
            # mirror.destination = DST
            //mirror.jobs = 7
            # mirror.arch=amd64

            SRC/team/app \t team/app 1
            # mirror.os = no setting down here
            \tSRC/team/app copies/app late\040\040
            busybox x
            SRC/team/app team/app 1
            """;
    private static final String FAILED_LIST = """
            # failed list of "base 日本.txt": 2 of 4 lines were not mirrored
            # mirror.destination = DST
            # mirror.arch = amd64
            # line 8: SRC/team/app:late: not found at the source (404 MANIFEST_UNKNOWN)
            SRC/team/app copies/app late
            # line 9: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
            busybox x
            """;

    @Test
    void endsAsFailedListAndReportAndGoesOnFromTheFailedList() throws IOException {
        String digest = Samples.push(source.name(), "team/app", "1", "one");
        try (RunningBundle bundle = RunningBundle.start(folder.resolve("data"), "mirror.jobs=1")) {
            bundle.drop("base 日本.txt", text(LIST));
            DataFolder data = bundle.data();
            String run = data.awaitDone("base 日本.txt");
            checkRun(data, run);
            checkReport(data.report(run), digest);
            assertThat(new RegistryApi(destination.name()).headManifest("team/app", "1"))
                    .contains(digest);

            Samples.push(source.name(), "team/app", "late", "late");
            Files.copy(data.failed().resolve(run + ".txt"), data.inbox().resolve(run + ".txt"));
            String retry = data.awaitDone("base 日本.txt", run);
            assertThat(retry).matches("[0-9]{8}-[0-9]{6}_base 日本");
            assertThat(data.outcomes(retry)).containsExactly("5 copied", "7 unreadable");
            assertThat(data.failedList(retry)).isEqualTo(text("""
                    # failed list of "base 日本.txt": 1 of 2 lines were not mirrored
                    # mirror.destination = DST
                    # mirror.arch = amd64
                    # line 7: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
                    busybox x
                    """));
            assertThat(data.failedList(run)).as("the earlier one stays").isEqualTo(text(FAILED_LIST));
        }
    }

    private void checkRun(DataFolder data, String run) throws IOException {
        assertThat(run).matches("[0-9]{8}-[0-9]{6}_base 日本");
        assertThat(data.failedList(run)).isEqualTo(text(FAILED_LIST));
        assertThat(Files.readString(data.done().resolve(run + ".txt"))).isEqualTo(text(LIST));
        assertThat(DataFolder.names(data.inbox())).isEmpty();
        await().untilAsserted(() -> assertThat(DataFolder.names(data.work()))
                .as("the journal is gone")
                .isEmpty());
    }

    private void checkReport(List<JsonNode> report, String digest) {
        assertThat(report)
                .extracting(line ->
                        line.path("line").asText() + " " + line.path("outcome").asText())
                .containsExactly("6 copied", "8 failed", "9 unreadable", "10 up-to-date");
        JsonNode copied = report.get(0);
        assertThat(names(copied))
                .containsExactly("line", "outcome", "source", "destination", "digest", "bytes", "seconds", "reason");
        assertThat(copied.path("source").asText()).isEqualTo(text("SRC/team/app:1"));
        assertThat(copied.path("destination").asText()).isEqualTo(text("DST/team/app:1"));
        assertThat(copied.path("digest").asText()).isEqualTo(digest);
        assertThat(copied.path("bytes").asLong()).isEqualTo(37 + "layer of one".length());
        assertThat(copied.path("seconds").isNumber()).isTrue();
        assertThat(copied.path("reason").isNull()).isTrue();
        assertThat(report.get(1).path("digest").isNull()).isTrue();
        assertThat(report.get(1).path("text").asText()).isEqualTo(text("SRC/team/app copies/app late"));
        assertThat(report.get(1).path("reason").asText()).endsWith("not found at the source (404 MANIFEST_UNKNOWN)");
        assertThat(report.get(2).path("source").isNull()).isTrue();
        assertThat(report.get(2).path("text").asText()).isEqualTo("busybox x");
        assertThat(report.get(3).path("digest").asText()).isEqualTo(digest);
        assertThat(report.get(3).path("bytes").asLong()).isZero();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
