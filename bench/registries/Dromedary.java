package registries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as people start it: by the launcher, which becomes the JVM. */
record Dromedary(Path home) {
    private static final List<String> OTHERS = List.of(
            "SOURCE_REGISTRY",
            "DEST_REGISTRY",
            "DOCKER_REGISTRY",
            "DROMEDARY_OPTS",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS");

    /** A command of the program, without the caller's settings and credentials. */
    ProcessBuilder command(Path workingFolder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("dromedary").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MIRROR_") || OTHERS.contains(name));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("DOCKER_CONFIG", workingFolder.toString());
        return builder;
    }

    Cost version(Workplace workplace) throws IOException {
        return Timed.run(workplace, command(workplace.folder(), List.of("version")));
    }

    Cost emptyList(Workplace workplace) throws IOException {
        return mirror(workplace, new Work(Corpus.NOTHING, "", "", 10), List.of());
    }

    Cost mirror(Workplace workplace, Work work, List<String> flags) throws IOException {
        Path folder = workplace.folder();
        work.writeList(folder.resolve("list.txt"));
        List<String> arguments =
                new ArrayList<>(List.of("mirror", "-f", "list.txt", "-j", Integer.toString(work.jobs())));
        arguments.addAll(flags);
        Cost cost = Timed.run(workplace, command(folder, arguments));
        Workplace.delete(folder);
        return cost;
    }
}
