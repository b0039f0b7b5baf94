package dev.dromedary.camel;

import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests with a Harbor begin with: a source that holds nothing, and a Harbor without projects. */
abstract class HarborFixture {
    static final String PROJECTS = "/api/v2.0/projects.*";

    @TempDir
    Path folder;

    FaultyRegistry source;
    RecordedHarbor harbor;

    @BeforeEach
    void startRegistries() throws IOException {
        source = FaultyRegistry.start(folder.resolve("source"));
        harbor = RecordedHarbor.start(folder.resolve("harbor"));
    }

    @AfterEach
    void closeRegistries() {
        harbor.close();
        source.close();
    }

    /** Opens a run that mirrors; settings are {@code mirror.jobs=1}. */
    HarborRun open(String... settings) {
        return HarborRun.start(folder, source.name(), harbor, settings);
    }

    /** Every answer to a question for a project. */
    static Stream<Recorded> projectLookUps() {
        return Stream.of("looking-projects-up", "robots", "wrong-paths")
                .flatMap(section -> Recorded.section(section).stream())
                .filter(exchange -> exchange.method().equals("HEAD"));
    }
}
