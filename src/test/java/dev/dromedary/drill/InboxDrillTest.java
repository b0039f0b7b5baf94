package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and scripts put into an inbox, at one server that has to outlive it all. */
@Tag("long")
class InboxDrillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private DataFolder data;
    private ServerProcess server;
    private Holdings idle;

    @BeforeEach
    void serve() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        Files.createDirectories(data.inbox());
        server = ServerProcess.start(data.path());
        server.awaitLog("Dromedary ");
        idle = Holdings.whenIdle(server, data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesEveryNameAndFollowsNoLink() throws IOException, InterruptedException {
        List<String> names =
                List.of("a b  c", "日本 ü", "-rf", "--help", "a..b", "x".repeat(251), "é".repeat(125), "$(id)`id`;'\"");
        for (String name : names) {
            data.drop(name + ".txt", "unreadable " + name + "\n");
        }
        Files.setLastModifiedTime(
                data.inbox().resolve("-rf.txt"), FileTime.from(Instant.now().plus(Duration.ofDays(3650))));
        data.drop("...txt", "named \"..\" and hidden\n");
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret of somebody\n");
        dropWhatIsNoList(secret);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(DataFolder.names(data.done()))
                        .filteredOn(name -> name.endsWith(".txt"))
                        .hasSize(names.size()));
        data.drop("last.txt", "unreadable last\n");
        data.awaitDone("last.txt");
        for (String file : DataFolder.names(data.done())) {
            if (file.endsWith(".txt")) {
                Aftermath.checkRun(data, file.substring(0, file.length() - ".txt".length()));
            }
        }
        assertThat(DataFolder.names(data.work())).isEmpty();
        assertThat(DataFolder.everything(data.inbox())).containsExactly("...txt", "folder.txt");
        assertThat(secret).hasContent("secret of somebody");
        assertThat(server.log()).doesNotContain("secret of somebody").doesNotContain("ERROR");
        idle.awaitAgain(server);
    }

    private void dropWhatIsNoList(Path secret) throws IOException, InterruptedException {
        Files.createSymbolicLink(data.inbox().resolve("link.txt"), secret);
        Files.createSymbolicLink(data.inbox().resolve("nowhere.txt"), folder.resolve("nowhere"));
        Files.createSymbolicLink(data.inbox().resolve("folder.txt"), folder);
        assertThat(new ProcessBuilder("mkfifo", data.inbox().resolve("pipe.txt").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void makesTwoRunsOfAListThatIsReplacedByALongerOne() throws IOException {
        long before = server.settledLines();
        data.drop("list.txt", "unreadable 1\n");
        String first = data.awaitDone("list.txt");
        replace("unreadable 1\nunreadable 2\n");
        String second = data.awaitDone("list.txt", first);
        replace("unreadable 1\nunreadable 2\nunreadable 3\n");
        String third = data.awaitDone("list.txt", second);

        for (String run : List.of(first, second, third)) {
            Aftermath.checkRun(data, run);
        }
        assertThat(data.outcomes(first)).hasSize(1);
        assertThat(data.outcomes(second)).hasSize(2);
        assertThat(data.outcomes(third)).hasSize(3);
        assertThat(server.settledLines()).isEqualTo(before + 6);
        idle.awaitAgain(server);
    }

    private void replace(String text) throws IOException {
        Path written = Files.writeString(data.inbox().resolve("list.part"), text);
        Files.move(written, data.inbox().resolve("list.txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A disk that is unplugged, a share that is not mounted: the inbox is gone, something else has its name. */
    @Test
    void goesOnWhenTheInboxIsBack() throws IOException {
        data.drop("first.txt", "unreadable 1\n");
        data.awaitDone("first.txt");
        Path aside = data.path().resolve("aside");
        Files.move(data.inbox(), aside);
        Files.writeString(data.inbox(), "no folder");
        await().during(Duration.ofSeconds(2)).until(server::isAlive);
        Files.delete(data.inbox());
        Files.move(aside, data.inbox());
        data.drop("second.txt", "unreadable 2\n");

        Aftermath.checkRun(data, data.awaitDone("second.txt"));
        Aftermath.checkNothingIsLeft(data);
        idle.awaitAgain(server);
    }
}
