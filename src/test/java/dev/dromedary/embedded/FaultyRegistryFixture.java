package dev.dromedary.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of faults begin with: a registry that holds one blob of ten bytes and has forgotten how it came. */
abstract class FaultyRegistryFixture {
    FaultyRegistry registry;
    RegistryFixture wire;

    /** The path of the blob, which is {@code 0123456789}. */
    String blob;

    @BeforeEach
    void startRegistry(@TempDir Path folder) throws IOException, InterruptedException {
        registry = FaultyRegistry.start(folder);
        wire = new RegistryFixture(registry.name());
        blob = "/v2/a/blobs/" + wire.pushBlob("a", "0123456789");
        registry.forgetRequests();
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }
}
