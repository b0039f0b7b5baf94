package dev.dromedary.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the embedded registry begin with: one that holds nothing, spoken to over real HTTP. */
abstract class EmbeddedRegistryFixture {
    /** Holds the folder {@code data} of the registry and nothing else. */
    @TempDir
    Path folder;

    RegistryFixture wire;
    private EmbeddedRegistry registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = EmbeddedRegistry.start(folder.resolve("data"), "127.0.0.1", 0);
        wire = new RegistryFixture(registry.name());
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }
}
