package dev.dromedary.camel;

import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of lists begin with: a source and a destination that hold nothing. */
abstract class TwoRegistriesFixture {
    @TempDir
    Path folder;

    FaultyRegistry source;
    FaultyRegistry destination;

    @BeforeEach
    void startRegistries() throws IOException {
        source = FaultyRegistry.start(folder.resolve("source"));
        destination = FaultyRegistry.start(folder.resolve("destination"));
    }

    @AfterEach
    void closeRegistries() {
        source.close();
        destination.close();
    }

    /** The text with the names of the registries for {@code SRC} and {@code DST}. */
    String text(String template) {
        return template.replace("SRC", source.name()).replace("DST", destination.name());
    }
}
