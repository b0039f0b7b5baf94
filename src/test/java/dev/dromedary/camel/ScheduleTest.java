package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules as people run them: real crons, of seconds. */
@Tag("long")
class ScheduleTest {
    private static final String EVERY_SECOND = "mirror.schedule.often.cron=* * * * * ?";

    @TempDir
    private Path folder;

    private static List<String> runs(DataFolder data) {
        return DataFolder.names(data.done()).stream()
                .filter(name -> name.endsWith(".txt"))
                .toList();
    }

    private DataFolder withList(String schedule, String text) throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Path lists = data.path().resolve("schedules").resolve(schedule);
        Files.createDirectories(lists);
        Files.writeString(lists.resolve("base.txt"), text);
        return data;
    }

    @Test
    void mirrorsItsListAgainAndAgain() throws IOException {
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                FaultyRegistry destination = FaultyRegistry.start(folder.resolve("destination"))) {
            Samples.push(source.name(), "team/app", "1", "one");
            DataFolder data = withList("often", source.name() + "/team/app " + destination.name() + "/team/app 1\n");
            try (RunningBundle bundle = RunningBundle.start(data.path(), EVERY_SECOND)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> bundle.settled().size() >= 2 && runs(data).size() >= 2);
            }
            assertThat(runs(data)).allMatch(name -> name.matches("[0-9]{8}-[0-9]{6}_often-base(-[0-9]+)?\\.txt"));
            String first = runs(data).get(0).replace(".txt", "");
            String second = runs(data).get(1).replace(".txt", "");
            assertThat(data.outcomes(first)).containsExactly("1 copied");
            assertThat(data.outcomes(second)).containsExactly("1 up-to-date");
            assertThat(data.path().resolve("schedules/often")).isDirectoryContaining("glob:**base.txt");
        }
    }

    @Test
    void isNotStartedTwiceWhileItsListIsWorkedOn() throws IOException {
        try (FaultyRegistry source = FaultyRegistry.start(folder.resolve("source"));
                Gate gate = Gate.before(source.name(), "/v2/team/app/.*");
                LogFixture log = LogFixture.open()) {
            DataFolder data = withList("often", gate.name() + "/team/app " + source.name() + "/copy/app 1\n");
            try (RunningBundle bundle = RunningBundle.start(data.path(), EVERY_SECOND)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> gate.waiting() == 1);
                assertThat(bundle.settled()).isEmpty();
                log.warnings().clear(); // it was also due while its list was waited for to settle
                await().atMost(Duration.ofSeconds(60))
                        .until(
                                () -> log.warnings()
                                        .contains(
                                                "WARN schedule often: is due, and its last start still goes on: not started again"));
                assertThat(DataFolder.names(data.work()))
                        .filteredOn(name -> name.endsWith(".txt"))
                        .hasSize(1);
                assertThat(runs(data)).isEmpty();
                gate.open();
                await().atMost(Duration.ofSeconds(60)).until(() -> runs(data).size() >= 1);
            }
        }
    }

    @Test
    void tellsOfFoldersThatNoScheduleHas() throws IOException {
        DataFolder data = withList("stranger", "busybox x\n");
        try (LogFixture log = LogFixture.open();
                RunningBundle bundle = RunningBundle.start(data.path(), "mirror.schedule.yearly.cron=0 0 1 1 *")) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(log.warnings())
                            .contains(
                                    "WARN schedules/stranger is left alone: expected a folder that is named as a schedule,"
                                            + " which has a mirror.schedule.<name>.cron"));
            assertThat(bundle.data().path().resolve("schedules/yearly")).isEmptyDirectory();
        }
    }

    @Test
    void tellsItsTimesInHealth() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URL health = new URL("http://127.0.0.1:" + port + "/observe/health?exposureLevel=full&data=true");
        Program program = Program.in(folder)
                .with("MIRROR_SCHEDULE_YEARLY_CRON", "0 0 1 1 *")
                .jvm("-Dcamel.management.port=" + port);
        try (ServerProcess server = ServerProcess.start(program, folder.resolve("data"))) {
            server.awaitUntil(() -> answer(health).contains("\"schedule-yearly\""));
            assertThat(answer(health))
                    .containsPattern("\"last\":\"never\"")
                    .containsPattern("\"next\":\"20[0-9]{2}-01-01T00:00:00Z\"")
                    .containsPattern("\"running\":false");
        }
    }

    private static String answer(URL url) {
        try (InputStream body = url.openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Killed in the moment when the lists of one start are copied: what is in work/ then is taken up, the rest copied, nothing twice. */
    @Test
    void losesAndDoublesNothingWhenItIsKilledWhileItStarts() throws IOException, InterruptedException {
        int count = 60;
        DataFolder data = new DataFolder(folder.resolve("data"));
        Path lists = Files.createDirectories(data.path().resolve("schedules/often"));
        for (int i = 0; i < count; i++) {
            Files.writeString(lists.resolve("list" + i + ".txt"), "unreadable " + i + "\n");
        }
        Path record = data.work().resolve("schedules/often.json");
        Program often = Program.in(folder).with("MIRROR_SCHEDULE_OFTEN_CRON", "* * * * * ?");
        try (ServerProcess server = ServerProcess.start(often, data.path())) {
            server.awaitLog("_often-list");
            server.kill9();
        }
        assertThat(record).content().contains("\"state\":\"COPYING\"");
        Program later = Program.in(folder).with("MIRROR_SCHEDULE_OFTEN_CRON", "0 0 1 1 *");
        try (ServerProcess server = ServerProcess.start(later, data.path())) {
            server.awaitUntil(() -> runs(data).size() >= count);
            server.awaitUntil(() -> !Files.readString(record).contains("COPYING"));
            server.awaitUntil(() -> DataFolder.names(data.work()).isEmpty());
        }
        assertThat(runs(data).stream().map(run -> run.replaceFirst("^[0-9-]+_", "")))
                .hasSize(count)
                .doesNotHaveDuplicates();
    }
}
