package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotThereTest {
    @TempDir
    private Path folder;

    @Test
    void isWhatA404SaysWhateverItsHeadersSay() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.start(folder.resolve("registry"));
                RegistryProbe probe = new RegistryProbe(RegistryProbe.none())) {
            RegistryProbe.push(registry);
            Map<String, String> digest =
                    Map.of("Docker-Content-Digest", RegistryProbe.digest().toString());
            registry.inject(Fault.on("HEAD", ".*/v1").status(404, digest, ""));

            assertThat(probe.look(registry.name())).isEmpty();
        }
    }
}
