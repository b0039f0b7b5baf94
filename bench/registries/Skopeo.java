package registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code skopeo copy}, a process for each image; xargs keeps as many running as there are jobs. */
record Skopeo(Workplace workplace, boolean allPlatforms) implements Tool {
    @Override
    public String name() {
        return "skopeo copy";
    }

    @Override
    public Cost run(Work work) throws IOException {
        Path folder = workplace.folder();
        Path references = Files.write(folder.resolve("references"), work.references());
        List<String> command = new ArrayList<>(List.of(
                "xargs", "-a", references.toString(), "-P", Integer.toString(work.jobs()), "-n", "2", "skopeo", "copy"));
        command.addAll(List.of("-q", "--src-tls-verify=false", "--dest-tls-verify=false"));
        if (allPlatforms) {
            command.add("--all");
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // an empty folder for its blob-info cache, which root would otherwise share with the whole machine
        builder.environment()
                .putAll(Map.of(
                        "_CONTAINERS_ROOTLESS_UID", "1",
                        "XDG_DATA_HOME", folder.toString(),
                        "DOCKER_CONFIG", folder.toString(),
                        "REGISTRY_AUTH_FILE", Files.writeString(folder.resolve("auth.json"), "{}").toString()));
        Cost cost = Timed.run(workplace, builder);
        try (Stream<Path> caches = Files.walk(folder)) {
            if (caches.noneMatch(path -> path.getFileName().toString().startsWith("blob-info-cache"))) {
                System.err.println("skopeo kept no blob-info cache in XDG_DATA_HOME: its next run may know this one's");
            }
        }
        Workplace.delete(folder);
        return cost;
    }
}
