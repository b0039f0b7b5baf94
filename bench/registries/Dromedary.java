package registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built program with the launcher's options for the JVM. */
record Dromedary(Path home, List<String> javaAndOptions) {
    private static final Pattern LAUNCH = Pattern.compile("(?m)^exec \"\\$java\" (.*?) \\$\\{DROMEDARY_OPTS");
    private static final List<String> REGISTRIES = List.of("SOURCE_REGISTRY", "DEST_REGISTRY", "DOCKER_REGISTRY");

    static Dromedary of(Path home) throws IOException {
        Matcher launch = LAUNCH.matcher(Files.readString(home.resolve("dromedary")));
        if (!launch.find()) {
            throw new IOException("cannot find the options for the JVM in " + home.resolve("dromedary"));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(launch.group(1).split(" ")));
        return new Dromedary(home, command);
    }

    /** A command of the program, without the caller's settings and credentials. */
    ProcessBuilder command(Path workingFolder, List<String> arguments) {
        List<String> command = new ArrayList<>(javaAndOptions);
        command.add("-Ddromedary.home=" + home);
        command.addAll(List.of("-jar", home.resolve("target/dromedary.jar").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MIRROR_") || REGISTRIES.contains(name));
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
