package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the next start makes of the files that a server leaves behind which dies at the end of a run, or while writing. */
class EndOfRunTest {
    private static final String RUN = "20260101-000000_base";
    private static final String LIST = """
            # mirror.arch = all
            127.0.0.1:1/a 127.0.0.1:1/a 1
            127.0.0.1:1/a 127.0.0.1:1/a 2
            busybox x""";
    private static final String OK = """
            {"line":2,"outcome":"copied","source":"127.0.0.1:1/a:1","destination":"127.0.0.1:1/a:1",\
            "digest":"sha256:00","bytes":5,"seconds":0.100,"reason":null}
            """;
    private static final String UNREADABLE = """
            {"line":4,"outcome":"unreadable","source":null,"destination":null,"digest":null,"bytes":0,\
            "seconds":0.000,"reason":"expected \\"<SOURCE> <DEST> <TAG>\\", found \\"busybox x\\"","text":"busybox x"}
            """;
    private static final String FAILED = """
            {"line":3,"outcome":"failed","source":"127.0.0.1:1/a:2","destination":"127.0.0.1:1/a:2","digest":null,\
            "bytes":0,"seconds":0.010,"reason":"gone","text":"127.0.0.1:1/a 127.0.0.1:1/a 2"}
            """;
    private static final String FAILED_LIST = """
            # failed list of "base.txt": 2 of 3 lines were not mirrored
            # mirror.arch = all
            # line 3: gone
            127.0.0.1:1/a 127.0.0.1:1/a 2
            # line 4: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
            busybox x
            """;

    @TempDir
    private Path folder;

    private DataFolder data;

    /** After which step the server died. */
    private enum Death {
        EVERY_LINE_SETTLED,
        FAILED_LIST_HALF_WRITTEN,
        FAILED_LIST_PUBLISHED,
        REPORT_PUBLISHED,
        LIST_MOVED,
        HALF_OF_THE_JOURNAL_DELETED
    }

    @BeforeEach
    void makeFolders() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        for (Path each : List.of(data.inbox(), data.work(), data.done(), data.failed())) {
            Files.createDirectories(each);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsARunThatDiedAtItsEnd(Death death) throws IOException {
        write(death);
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            awaitEnd();
            assertThat(DataFolder.names(data.done())).containsExactly(RUN + ".jsonl", RUN + ".txt");
            assertThat(DataFolder.names(data.failed())).containsExactly(RUN + ".txt");
            assertThat(Files.readString(data.done().resolve(RUN + ".txt"))).isEqualTo(LIST);
            assertThat(Files.readString(data.done().resolve(RUN + ".jsonl"))).isEqualTo(OK + FAILED + UNREADABLE);
            assertThat(data.failedList(RUN)).isEqualTo(FAILED_LIST);
            assertThat(DataFolder.everything(data.failed()))
                    .as("nothing half written is left")
                    .hasSize(1);
            assertThat(bundle.settled()).as("nothing is done again").isEmpty();
        }
    }

    private void write(Death death) throws IOException {
        boolean moved = death.compareTo(Death.LIST_MOVED) >= 0;
        Files.writeString((moved ? data.done() : data.work()).resolve(RUN + ".txt"), LIST);
        if (death != Death.HALF_OF_THE_JOURNAL_DELETED) {
            Files.writeString(data.work().resolve(RUN + ".ok"), OK);
        }
        Files.writeString(data.work().resolve(RUN + ".failed"), UNREADABLE + FAILED);
        if (death == Death.FAILED_LIST_HALF_WRITTEN) {
            Files.writeString(data.failed().resolve("." + RUN + ".txt.tmp"), FAILED_LIST.substring(0, 50));
        }
        if (death.compareTo(Death.FAILED_LIST_PUBLISHED) >= 0) {
            Files.writeString(data.failed().resolve(RUN + ".txt"), FAILED_LIST);
        }
        if (death.compareTo(Death.REPORT_PUBLISHED) >= 0) {
            Files.writeString(data.done().resolve(RUN + ".jsonl"), OK + FAILED + UNREADABLE);
        }
    }

    private void awaitEnd() {
        await().untilAsserted(() -> assertThat(DataFolder.names(data.work())).isEmpty());
    }

    @Test
    void publishesWhatTheJournalHoldsOfAListThatIsGone() throws IOException {
        Files.writeString(data.work().resolve(RUN + ".ok"), OK);
        Files.writeString(data.work().resolve(RUN + ".failed"), UNREADABLE + FAILED + FAILED.substring(0, 60));
        try (LogFixture log = LogFixture.open();
                RunningBundle bundle = RunningBundle.start(data.path())) {
            awaitEnd();
            assertThat(DataFolder.names(data.done())).containsExactly(RUN + ".jsonl");
            assertThat(Files.readString(data.done().resolve(RUN + ".jsonl"))).isEqualTo(OK + FAILED + UNREADABLE);
            assertThat(data.failedList(RUN)).isEqualTo(FAILED_LIST.replace("# mirror.arch = all\n", ""));
            assertThat(log.warnings()).filteredOn(line -> line.contains(RUN)).hasSize(1);
            assertThat(bundle.settled()).isEmpty();
        }
    }

    @Test
    void repeatsTheSettingLinesOfAListThatWasDeletedWhileNoServerRan() throws IOException {
        String run = RUN.replace("base", "gone");
        Files.writeString(data.work().resolve(run + ".failed"), "{\"settings\":[[\"arch\",\"all\"]]}\n" + UNREADABLE);
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            awaitEnd();
            assertThat(data.failedList(run)).isEqualTo("""
                    # failed list of "gone.txt": 1 of 1 lines were not mirrored
                    # mirror.arch = all
                    # line 4: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
                    busybox x
                    """);
            assertThat(Files.readString(data.done().resolve(run + ".jsonl"))).isEqualTo(UNREADABLE);
            assertThat(bundle.settled()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesAgainTheLineWhoseRecordIsDamaged(Damage damage) throws IOException {
        data.putToWork(RUN, LIST.replace("/a 2", "/a sha256:no"));
        Files.writeString(data.work().resolve(RUN + ".ok"), OK);
        Files.writeString(data.work().resolve(RUN + ".failed"), damage.tail);
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            awaitEnd();
            assertThat(data.outcomes(RUN)).containsExactly("2 copied", "3 unreadable", "4 unreadable");
            assertThat(bundle.settled()).hasSize(2);
            assertThat(data.failedList(RUN)).contains("# line 3: ", "# line 4: ");
        }
    }

    /** What a kill or a power cut may leave at the end of a journal. */
    private enum Damage {
        TORN(UNREADABLE.substring(0, 70)),
        WITHOUT_ITS_LINE_FEED(UNREADABLE.strip()),
        NULS("\0".repeat(100)),
        MANY_NULS("\0".repeat(300 * 1024)),
        NULS_AND_A_RECORD("\0".repeat(100) + UNREADABLE),
        A_LINE_OF_NULS("\0".repeat(4096) + "\n");

        private final String tail;

        Damage(String tail) {
            this.tail = tail;
        }
    }
}
