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
        String xargs = "xargs -n 2 -P " + work.jobs() + " -a";
        String copy = "skopeo copy -q --src-tls-verify=false --dest-tls-verify=false" + (allPlatforms ? " --all" : "");
        List<String> command = new ArrayList<>(List.of(xargs.split(" ")));
        command.add(references.toString());
        command.addAll(List.of(copy.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment(folder));
        Cost cost = Timed.run(workplace, builder);
        try (Stream<Path> files = Files.walk(folder)) {
            if (files.noneMatch(file -> file.getFileName().toString().startsWith("blob-info-cache"))) {
                System.err.println("skopeo kept no blob-info cache in XDG_DATA_HOME: its next run may know this one's");
            }
        }
        Workplace.delete(folder);
        return cost;
    }

    /** No credentials, and a blob-info cache of its own, which root would otherwise share with the whole machine. */
    private static Map<String, String> environment(Path folder) throws IOException {
        Path credentials = Files.writeString(folder.resolve("auth.json"), "{}");
        return Map.of(
                "_CONTAINERS_ROOTLESS_UID", "1",
                "XDG_DATA_HOME", folder.toString(),
                "REGISTRY_AUTH_FILE", credentials.toString());
    }
}
