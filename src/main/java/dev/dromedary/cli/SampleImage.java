package dev.dromedary.cli;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** The demo's image, for two platforms, which jib-core builds and pushes. */
final class SampleImage {
    private SampleImage() {}

    /** Pushes the image as {@code <repository>:<tag>} for each tag; {@code folder} takes its parts while it is built. */
    static void push(String repository, List<String> tags, Path folder) throws IOException {
        Path greeting = Files.writeString(folder.resolve("greeting.txt"), "Hello from a dromedary.\n");
        try {
            Containerizer target = Containerizer.to(RegistryImage.named(repository + ":" + tags.get(0)))
                    .setAllowInsecureRegistries(true)
                    .setApplicationLayersCache(folder.resolve("cache"))
                    .setBaseImageLayersCache(folder.resolve("cache"))
                    .setToolName("dromedary");
            tags.forEach(target::withAdditionalTag);
            Jib.fromScratch()
                    .setPlatforms(Set.of(new Platform("amd64", "linux"), new Platform("arm64", "linux")))
                    .addLayer(List.of(greeting), "/")
                    .addLabel("org.opencontainers.image.title", "hello")
                    .containerize(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the sample image was built", e);
        } catch (CacheDirectoryCreationException
                | ExecutionException
                | InvalidImageReferenceException
                | RegistryException e) {
            throw new IOException("cannot build the sample image: " + e.getMessage(), e);
        }
    }
}
