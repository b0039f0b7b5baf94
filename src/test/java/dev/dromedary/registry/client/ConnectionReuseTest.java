package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection serves many requests; another one finds out first whether the port speaks TLS. */
class ConnectionReuseTest {
    private static final int WITH_THE_PROBE = 2;

    @TempDir
    private Path folder;

    private FaultyRegistry registry;
    private CountingProxy proxy;
    private final RegistryProbe probe = new RegistryProbe(RegistryProbe.none());

    @BeforeEach
    void start() throws IOException {
        registry = FaultyRegistry.start(folder);
        RegistryProbe.push(registry);
        proxy = new CountingProxy(registry.name());
    }

    @AfterEach
    void stop() throws IOException {
        probe.close();
        proxy.close();
        registry.close();
    }

    @Test
    void servesAHundredRequests() throws IOException {
        for (int i = 0; i < 50; i++) {
            probe.read(proxy.name());
            probe.look(proxy.name());
        }
        assertThat(registry.requests()).hasSize(100);
        assertThat(proxy.connections()).isEqualTo(WITH_THE_PROBE);
    }

    @Test
    void servesOnAfterRefusalsAndRedirects() throws IOException {
        String body = "{\"errors\":[{\"code\":\"X\",\"message\":\"" + "x".repeat(1_000) + "\"}]}";
        registry.inject(Fault.on("GET", ".*").times(20).status(404, Map.of(), body));
        registry.inject(Fault.on("GET", ".*").times(5).status(307, Map.of("Location", RegistryProbe.PATH), body));
        for (int i = 0; i < 20; i++) {
            assertThat(isRefused()).isTrue();
        }
        probe.read(proxy.name());

        assertThat(proxy.connections()).isEqualTo(WITH_THE_PROBE);
    }

    @Test
    void servesOnAfterBlobsThatWereMoved() throws IOException {
        byte[] content = new byte[300_000];
        Digest digest = new RegistryApi(registry.name()).pushBlob("team/app", content);
        Descriptor blob = new Descriptor(
                "application/octet-stream", digest, content.length, Optional.empty(), Map.of(), List.of());
        Registry seen = probe.registry(proxy.name());
        for (int i = 0; i < 10; i++) {
            ImageName source = new ImageName(seen.name(), "team/app");
            probe.registries()
                    .blobs()
                    .bring(
                            probe.registries().reader(seen.name()),
                            source,
                            blob,
                            new BlobTransfers.Target(seen, "team/other" + i, () -> true))
                    .join();
        }
        // one that reads, and one that writes at the same time
        assertThat(proxy.connections()).isEqualTo(WITH_THE_PROBE + 1);
    }

    private boolean isRefused() {
        try {
            probe.read(proxy.name());
            return false;
        } catch (RegistryException e) {
            return e.isNotFound();
        }
    }
}
