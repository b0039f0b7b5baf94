package dev.dromedary.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.run.LineRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken out of the inbox, when, under which name, and what is put away. No line in here reaches a registry. */
class InboxTest {
    private static final String UNREADABLE = "busybox x\n";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void makeInbox() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        Files.createDirectories(data.inbox());
    }

    @Test
    void takesAListOnceNobodyWritesToItAndHoldsUpNoOther() throws IOException {
        try (RunningBundle bundle = RunningBundle.start(data.path());
                BufferedWriter slow =
                        Files.newBufferedWriter(data.inbox().resolve("slow.txt"), StandardOpenOption.CREATE)) {
            Files.writeString(data.inbox().resolve("renamed.txt.part"), UNREADABLE);
            bundle.drop("quick.txt", UNREADABLE);
            int written = 0;
            while (DataFolder.names(data.done()).size() < 2) { // its .jsonl and its .txt
                slow.write(UNREADABLE);
                slow.flush();
                written++;
                await().pollDelay(Duration.ofMillis(300)).until(() -> true);
                assertThat(data.inbox().resolve("slow.txt")).exists();
                assertThat(written).as("quick.txt is done").isLessThan(100);
            }
            assertThat(data.awaitDone("quick.txt")).endsWith("_quick");
            assertThat(data.inbox().resolve("renamed.txt.part")).exists();
            Files.move(data.inbox().resolve("renamed.txt.part"), data.inbox().resolve("renamed.txt"));
            assertThat(data.outcomes(data.awaitDone("renamed.txt"))).hasSize(1);
            assertThat(data.outcomes(data.awaitDone("slow.txt"))).hasSize(written);
        }
    }

    @Test
    void leavesAloneWhatIsNoListAndTellsItOnce() throws IOException {
        for (String name : List.of("notes.md", "LIST.TXT", "a.txt.tmp", "b.txt.part", ".hidden.txt", "c.txt~")) {
            data.drop(name, UNREADABLE);
        }
        for (String name : List.of("sub", "folder.txt", "validate", "convert", ".git", "copying.part")) {
            Files.createDirectories(data.inbox().resolve(name));
            data.drop(name + "/inner.txt", UNREADABLE);
        }
        try (LogFixture log = LogFixture.open();
                RunningBundle bundle = RunningBundle.start(data.path())) {
            bundle.drop("x.txt", UNREADABLE);
            data.awaitDone("x.txt");
            assertThat(DataFolder.names(data.done())).hasSize(2);
            assertThat(DataFolder.everything(data.inbox())).hasSize(10);
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("is left alone"))
                    .extracting(line -> line.replaceFirst("WARN inbox/(\\S+) .*", "$1"))
                    .containsExactlyInAnyOrder("notes.md", "LIST.TXT", "c.txt~", "sub", "folder.txt");
        }
    }

    @Test
    void namesRunsByListAndTime() throws IOException {
        String longest = "日".repeat(83) + "ab"; // 251 bytes, and .txt
        List<String> names = List.of(
                "-f.txt", "日本 b.txt", "a  b.txt", "$(x) {y}#%20;'\".txt", "20200101-000000_old.txt", longest + ".txt");
        names.forEach(name -> data.drop(name, UNREADABLE));
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            for (String name : List.of("-f.txt", "日本 b.txt", "a  b.txt", "$(x) {y}#%20;'\".txt", "old.txt")) {
                String run = data.awaitDone(name);
                assertThat(run).isGreaterThan("2026").matches("(?s)[0-9]{8}-[0-9]{6}_.*");
                assertThat(data.failedList(run)).startsWith("# failed list of \"" + name + "\": 1 of 1 ");
            }
            String cut = data.awaitDone("日".repeat(60) + ".txt");
            assertThat(data.failedList(cut)).startsWith("# failed list of \"日日").endsWith("\nbusybox x\n");
            assertThat(bundle.settled()).hasSize(names.size());
        }
    }

    @Test
    void countsRunsOfOneNameWithinASecondAndTakesThemInOrder() throws IOException {
        List<String> oldestFirst = List.of("same.txt", "20200101-000001_same.txt", "20200101-000000_same.txt");
        for (String name : oldestFirst) {
            data.drop(name, name + " x\n");
            Files.setLastModifiedTime(
                    data.inbox().resolve(name), FileTime.from(1_600_000_000L + oldestFirst.indexOf(name), SECONDS));
        }
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.lists=1")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> DataFolder.names(data.done()).size() == 6);
            assertThat(DataFolder.names(data.failed()))
                    .extracting(run -> run.replaceFirst("^[0-9]{8}-[0-9]{6}_", ""))
                    .containsExactly("same-2.txt", "same-3.txt", "same.txt");
            assertThat(bundle.settled())
                    .extracting(LineRecord::text)
                    .containsExactlyElementsOf(
                            oldestFirst.stream().map(name -> name + " x").toList());
        }
    }

    @Test
    void putsAwayWhatCannotBeReadAsAListAndGoesOn() throws IOException, InterruptedException {
        data.drop("nul.txt", "a b 1\nc d\0 2\n");
        data.drop("target.md", UNREADABLE);
        Files.createSymbolicLink(data.inbox().resolve("link.txt"), data.inbox().resolve("target.md"));
        Files.createSymbolicLink(data.inbox().resolve("dangling.txt"), Path.of("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", data.inbox().resolve("fifo.txt").toString())
                        .start()
                        .waitFor(10, SECONDS))
                .isTrue();
        data.drop("unknown.txt", "# mirror.jobs = 3\n" + UNREADABLE);
        data.drop("invalid.txt", "# mirror.no-arch-os-fail = perhaps\n" + UNREADABLE);
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            bundle.drop("good.txt", UNREADABLE);
            data.awaitDone("good.txt");
            assertThat(reason("nul.txt")).isEqualTo("expected a text file, found a NUL byte in its first 8 KiB\n");
            assertThat(reason("link.txt")).isEqualTo("expected a regular file, found a symbolic link\n");
            assertThat(reason("dangling.txt")).isEqualTo("expected a regular file, found a symbolic link\n");
            assertThat(reason("fifo.txt")).isEqualTo("expected a regular file, found a device, socket or pipe\n");
            assertThat(reason("unknown.txt")).startsWith("mirror.jobs: no setting of a list; expected one of ");
            assertThat(reason("invalid.txt"))
                    .isEqualTo("mirror.no-arch-os-fail = \"perhaps\": expected true or false\n");
            assertThat(bundle.settled()).hasSize(1);
            assertThat(DataFolder.names(data.failed())).hasSize(13);
            assertThat(Files.readString(data.inbox().resolve("target.md"))).isEqualTo(UNREADABLE);
        }
    }

    private String reason(String list) throws IOException {
        String run = data.awaitRun(data.failed(), list, ".rejected");
        assertThat(data.work().resolve(run + ".txt")).doesNotExist();
        return Files.readString(data.failed().resolve(run + ".reason"), StandardCharsets.UTF_8);
    }
}
