package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of work/ that somebody deletes, writes to or saves anew while a server is in the middle of it, at its line 6. */
@Tag("long")
class ChangedListDrillTest {
    private static final String RUN = "20260101-000000_list";
    private static final int IMAGES = 8;

    @TempDir
    private Path folder;

    private final CountDownLatch open = new CountDownLatch(1);
    private FaultyRegistry source;
    private FaultyRegistry destination;
    private DataFolder data;
    private Path list;

    @BeforeEach
    void putAList() throws IOException {
        source = FaultyRegistry.start(folder.resolve("source"));
        destination = FaultyRegistry.start(folder.resolve("destination"));
        Images.push(new RegistryApi(source.name()), "team/app", IMAGES, 5);
        source.inject(Fault.on("GET|HEAD", "/v2/team/app/manifests/4").always().holdUntil(open));
        data = new DataFolder(folder.resolve("data"));
        data.putToWork(RUN, text());
        list = data.work().resolve(RUN + ".txt");
    }

    @AfterEach
    void closeRegistries() {
        open.countDown();
        source.close();
        destination.close();
    }

    /** Eight images, of which the fourth is held up, between lines that can't be read. */
    private String text() {
        return "# mirror.arch = all\nunreadable 2\n" + images(1, IMAGES) + "unreadable 11\n";
    }

    private String images(int from, int to) {
        StringBuilder lines = new StringBuilder();
        IntStream.rangeClosed(from, to).forEach(tag -> lines.append(image(tag)));
        return lines.toString();
    }

    private String image(int tag) {
        return source.name() + "/team/app " + destination.name() + "/team/app " + tag + "\n";
    }

    private ServerProcess serve() throws IOException {
        return ServerProcess.start(Program.in(folder).with("MIRROR_JOBS", "1"), data.path());
    }

    private ServerProcess serveUntilTheMiddle() throws IOException {
        ServerProcess server = serve();
        server.awaitUntil(
                () -> data.settled().size() == 4 && source.count("GET|HEAD", "/v2/team/app/manifests/4") == 1);
        return server;
    }

    private void checkTags(int images) {
        RegistryApi at = new RegistryApi(destination.name());
        assertThat(at.tags("team/app")).hasSize(images);
        assertThat(Images.wrong(new RegistryApi(source.name()), "team/app", at, "team/app"))
                .isEmpty();
    }

    @Test
    void isCancelledWhenItIsDeleted() throws IOException {
        String text = text();
        try (ServerProcess server = serveUntilTheMiddle()) {
            Files.delete(list);
            open.countDown();
            server.awaitLog(RUN + ": finished");
        }
        Aftermath.checkRun(data, RUN, text.lines().toList());
        assertThat(data.outcomes(RUN))
                .containsExactly(
                        "2 unreadable",
                        "3 copied",
                        "4 copied",
                        "5 copied",
                        "6 copied",
                        "7 failed",
                        "8 failed",
                        "9 failed",
                        "10 failed",
                        "11 unreadable");
        assertThat(data.done().resolve(RUN + ".txt")).doesNotExist();
        checkTags(4);
        Aftermath.checkNothingIsLeft(data);
    }

    @Test
    void endsWithWhatWasSettledWhenItIsDeletedAfterAKill() throws IOException, InterruptedException {
        List<String> begun = text().lines().limit(5).toList();
        try (ServerProcess server = serveUntilTheMiddle()) {
            server.kill9();
        }
        Files.delete(list);
        open.countDown();
        try (ServerProcess server = serve()) {
            server.awaitLog(RUN + ": its list is gone; failed list and report are made from the journal alone");
            server.awaitLog("Dromedary ");
        }
        Aftermath.checkRun(data, RUN, begun);
        assertThat(data.outcomes(RUN)).containsExactly("2 unreadable", "3 copied", "4 copied", "5 copied");
        checkTags(3);
        Aftermath.checkNothingIsLeft(data);
    }

    @Test
    void isReadOnWhenItGrows() throws IOException {
        try (ServerProcess server = serveUntilTheMiddle()) {
            Files.writeString(list, image(1) + "unreadable 13\n", StandardOpenOption.APPEND);
            open.countDown();
            server.awaitLog(RUN + ": finished");
        }
        Aftermath.checkRun(data, RUN);
        assertThat(data.outcomes(RUN)).hasSize(12).endsWith("12 up-to-date", "13 unreadable");
        checkTags(IMAGES);
        Aftermath.checkNothingIsLeft(data);
    }

    /** An editor that writes into the file: what was read by then counts as it was read. */
    @Test
    void countsAsItWasReadWhenItIsWrittenOver() throws IOException {
        String text = text();
        try (ServerProcess server = serveUntilTheMiddle()) {
            Files.writeString(list, "# saved by an editor\n" + image(1));
            open.countDown();
            server.awaitLog(RUN + ": finished");
        }
        Aftermath.checkRun(data, RUN, text.lines().toList());
        checkTags(IMAGES);
        Aftermath.checkNothingIsLeft(data);
    }

    /** An editor that puts a new file in the place of the old one: two lists. */
    @Test
    void isAListAndAnotherOneWhenItIsSavedAnew() throws IOException {
        String text = text();
        String second;
        try (ServerProcess server = serveUntilTheMiddle()) {
            Path saved = Files.writeString(folder.resolve("saved"), image(2) + "unreadable 2\n");
            Files.move(saved, list, StandardCopyOption.ATOMIC_MOVE);
            open.countDown();
            server.awaitLog(RUN + ": finished");
            second = data.awaitDone("list.txt", RUN);
            server.awaitLog(second + ": finished");
        }
        assertThat(data.done().resolve(RUN + ".txt")).hasContent(text.strip());
        Aftermath.checkRun(data, RUN);
        Aftermath.checkRun(data, second);
        assertThat(data.outcomes(second)).containsExactly("1 up-to-date", "2 unreadable");
        checkTags(IMAGES);
        Aftermath.checkNothingIsLeft(data);
    }
}
