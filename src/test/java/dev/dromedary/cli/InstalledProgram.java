package dev.dromedary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The launcher, the routes and a jar of the classes under test, in a folder as a build leaves it, to be run by anyone. */
final class InstalledProgram {
    private final Path home;

    /** How a run ended. */
    record Result(int exit, String out, String err) {}

    private InstalledProgram(Path home) {
        this.home = home;
    }

    static InstalledProgram in(Path home) throws IOException {
        Path source = Path.of(System.getProperty("dromedary.home"));
        Path lib = Files.createDirectories(home.resolve("target/lib"));
        Files.createDirectory(home.resolve("routes"));
        copyAll(source.resolve("routes"), home.resolve("routes"));
        Files.copy(source.resolve("dromedary"), home.resolve("dromedary"));
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        List<Path> folders = classPath.stream().filter(Files::isDirectory).toList();
        List<Path> libraries = classPath.stream().filter(Files::isRegularFile).toList();
        for (Path library : libraries) {
            Files.copy(library, lib.resolve(library.getFileName()));
        }
        writeJar(home.resolve("target/dromedary.jar"), folders, libraries);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new InstalledProgram(home);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void writeJar(Path jar, List<Path> folders, List<Path> libraries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.dromedary.Dromedary");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        libraries.stream()
                                .map(library -> "lib/" + library.getFileName())
                                .collect(Collectors.joining(" ")));
        Path classes = folders.stream()
                .filter(folder -> Files.exists(folder.resolve("dev/dromedary/Dromedary.class")))
                .findFirst()
                .orElseThrow();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }

    InstalledProgram movedTo(Path place) throws IOException {
        return new InstalledProgram(Files.move(home, place));
    }

    Path target() {
        return home.resolve("target");
    }

    /** What the launcher keeps for the next start. */
    List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(target())) {
            return files.filter(file -> file.getFileName().toString().startsWith("startup"))
                    .toList();
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return end(start(List.of(), "", arguments));
    }

    /** Runs it as somebody to whom file modes apply; root minds none. */
    Result runAsNobody(String... arguments) throws IOException, InterruptedException {
        return end(start(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), "", arguments));
    }

    /** Starts it without waiting for it. */
    Process start(List<String> prefix, String jvmOptions, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("sh", home.resolve("dromedary").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MIRROR_") || name.matches("J.*_OPTIONS|[DS].*_REGISTRY"));
        builder.environment()
                .putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "DROMEDARY_OPTS", jvmOptions));
        return builder.start();
    }

    /** Waits for its end; these commands print less than a pipe holds. */
    static Result end(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        return new Result(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8));
    }
}
