package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists that are dropped to be converted: never mirrored, and never lost. */
@Tag("long")
class ConversionTest {
    private static final String RUN = "20260101-000000_base";
    private static final String LIST = "# mirror.arch = all\na:1\nbusybox x\na b 1\n";
    private static final String CONVERTED = "a d.io/a 1\na b 1\n";
    private static final String FAILED_LIST = """
            # failed list of "base.txt": 1 of 3 lines were not converted
            # line 3: expected "<SOURCE> <DEST> <TAG>", found "busybox x"
            busybox x
            """;

    @TempDir
    private Path folder;

    /** The data folder, and what is below its folders for lists that are to be converted. */
    private DataFolder data;

    private Path inbox;
    private Path work;
    private Path done;
    private Path failed;

    @BeforeEach
    void makeFolders() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        inbox = Files.createDirectories(data.inbox().resolve("convert"));
        work = Files.createDirectories(data.work().resolve("convert"));
        done = Files.createDirectories(data.done().resolve("convert"));
        failed = Files.createDirectories(data.failed().resolve("convert"));
    }

    @Test
    void convertsADroppedListAndMirrorsNothing() throws IOException {
        try (LogFixture log = LogFixture.open();
                RunningBundle bundle = RunningBundle.start(data.path(), "mirror.destination=d.io")) {
            data.drop("convert/base.txt", LIST);
            data.drop("convert/notes.md", LIST);
            data.drop("convert/half.txt.part", LIST);
            String run = data.awaitRun(done, "base.txt", ".txt");
            assertThat(done.resolve(run + ".converted")).content().isEqualTo(CONVERTED);
            assertThat(done.resolve(run + ".txt")).content().isEqualTo(LIST);
            assertThat(failed.resolve(run + ".txt")).content().isEqualTo(FAILED_LIST);
            assertThat(DataFolder.names(work)).isEmpty();
            assertThat(DataFolder.names(inbox)).containsExactly("half.txt.part", "notes.md");
            assertThat(bundle.settled()).isEmpty();
            for (Path none : List.of(data.work(), data.done(), data.failed(), data.inbox())) {
                assertThat(DataFolder.names(none)).isEmpty();
            }
            await().untilAsserted(() -> assertThat(log.warnings())
                    .filteredOn(line -> line.contains("convert/"))
                    .containsExactlyInAnyOrder(
                            "WARN convert/" + run + ": the setting mirror.arch is not carried over",
                            "WARN convert/" + run + " line 3: unreadable: expected \"<SOURCE> <DEST> <TAG>\","
                                    + " found \"busybox x\"",
                            "WARN inbox/convert/notes.md is left alone: expected a file with a name like <name>.txt,"
                                    + " in UTF-8"));
        }
    }

    @Test
    void putsAwayWhatIsNoList() throws IOException {
        data.drop("convert/nul.txt", "a\0:1\n");
        Files.createSymbolicLink(inbox.resolve("link.txt"), Files.writeString(folder.resolve("x"), "a:1\n"));
        try (RunningBundle bundle = RunningBundle.start(data.path())) {
            bundle.drop("convert/good.txt", "a:1\n");
            String good = data.awaitRun(done, "good.txt", ".txt");
            assertThat(done.resolve(good + ".converted")).content().isEqualTo("a docker.io/a 1\n");
            assertThat(failed.resolve(good + ".txt")).doesNotExist();
            assertThat(reason("nul.txt")).isEqualTo("expected a text file, found a NUL byte in its first 8 KiB\n");
            assertThat(reason("link.txt")).isEqualTo("expected a regular file, found a symbolic link\n");
            assertThat(DataFolder.names(work)).isEmpty();
        }
    }

    @Test
    void putsAwayAListWhenTheDestinationCannotStandInALine() throws IOException {
        data.drop("convert/base.txt", LIST);
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.destination=myregistry")) {
            assertThat(bundle.settled()).isEmpty();
            assertThat(reason("base.txt")).startsWith("mirror.destination = \"myregistry\": expected <host>");
        }
    }

    private String reason(String list) throws IOException {
        String run = data.awaitRun(failed, list, ".rejected");
        return Files.readString(failed.resolve(run + ".reason"));
    }

    /** After which step the server died. */
    private enum Death {
        CLAIMED,
        FAILED_LIST_HALF_WRITTEN,
        FAILED_LIST_PUBLISHED,
        HALF_CONVERTED,
        CONVERTED
    }

    @ParameterizedTest
    @EnumSource
    void endsWhatAServerBeganThatDied(Death death) throws IOException {
        Files.writeString(work.resolve(RUN + ".txt"), LIST);
        if (death == Death.FAILED_LIST_HALF_WRITTEN) {
            Files.writeString(failed.resolve("." + RUN + ".txt.tmp"), FAILED_LIST.substring(0, 50));
        }
        if (death.compareTo(Death.FAILED_LIST_PUBLISHED) >= 0) {
            Files.writeString(failed.resolve(RUN + ".txt"), FAILED_LIST);
        }
        if (death == Death.HALF_CONVERTED) {
            Files.writeString(done.resolve("." + RUN + ".converted.tmp"), CONVERTED.substring(0, 5));
        }
        if (death == Death.CONVERTED) {
            Files.writeString(done.resolve(RUN + ".converted"), CONVERTED);
        }
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.destination=d.io")) {
            await().until(() -> DataFolder.everything(work).isEmpty());
            assertThat(DataFolder.everything(done)).containsExactly(RUN + ".converted", RUN + ".txt");
            assertThat(DataFolder.everything(failed)).containsExactly(RUN + ".txt");
            assertThat(done.resolve(RUN + ".converted")).content().isEqualTo(CONVERTED);
            assertThat(done.resolve(RUN + ".txt")).content().isEqualTo(LIST);
            assertThat(failed.resolve(RUN + ".txt")).content().isEqualTo(FAILED_LIST);
            assertThat(bundle.settled()).isEmpty();
        }
    }

    @Test
    void losesNothingWhenItIsKilledWhileItConverts() throws IOException, InterruptedException {
        int lines = 300_000;
        String list = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "team/app" + i + ":1\n")
                .collect(Collectors.joining());
        data.drop("convert/many.txt.part", list);
        Files.move(inbox.resolve("many.txt.part"), inbox.resolve("many.txt"));
        for (int kill = 0; kill < 3; kill++) {
            try (ServerProcess server = ServerProcess.start(data.path())) {
                server.awaitUntil(() -> DataFolder.everything(done).stream().anyMatch(name -> name.endsWith(".tmp")));
                server.kill9();
            }
            assertThat(DataFolder.names(work)).as("kill came in the middle").hasSize(1);
        }
        try (ServerProcess server = ServerProcess.start(data.path())) {
            server.awaitLog(lines + " lines converted, 0 unreadable");
        }
        assertThat(DataFolder.everything(work)).isEmpty();
        assertThat(DataFolder.everything(done)).hasSize(2);
        assertThat(done.resolve(DataFolder.everything(done).get(0)))
                .content()
                .hasLineCount(lines)
                .endsWith("team/app" + lines + " docker.io/team/app" + lines + " 1\n");
    }

    @Test
    void triesAgainUntilItCanWriteWithWhatWasAppendedMeanwhile() throws IOException {
        Files.writeString(work.resolve(RUN + ".txt"), LIST);
        Path inTheWay = Files.createDirectories(done.resolve("." + RUN + ".converted.tmp/x"));
        try (RunningBundle bundle = RunningBundle.start(data.path(), "mirror.destination=d.io")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(failed.resolve(RUN + ".txt")));
            Files.writeString(work.resolve(RUN + ".txt"), LIST + "z:1\n");
            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            assertThat(data.awaitRun(done, "base.txt", ".txt")).isEqualTo(RUN);
            assertThat(done.resolve(RUN + ".converted")).content().isEqualTo(CONVERTED + "z d.io/z 1\n");
            assertThat(bundle.settled()).isEmpty();
        }
    }
}
