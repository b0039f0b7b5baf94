package dev.dromedary.camel;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The real program, to be run as a child process on the classes under test. */
public final class Program {
    private static final List<String> OTHERS = List.of(
            "DEST_REGISTRY",
            "DOCKER_REGISTRY",
            "SOURCE_REGISTRY",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "NO_PROXY",
            "no_proxy");

    private final Path directory;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> prefix = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private Program(Path directory) {
        this.directory = directory;
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("DOCKER_CONFIG", directory.toString());
    }

    /** The program in a working directory, without the settings and credentials of whoever runs the tests. */
    public static Program in(Path directory) {
        return new Program(directory);
    }

    public Program with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Runs it through other commands, such as {@code prlimit}. */
    public Program under(String... command) {
        prefix.addAll(List.of(command));
        return this;
    }

    /** Takes from root the rights that make file modes mean nothing to it; whoever else runs the tests has none of them. */
    public Program boundByFileModes() {
        if (System.getProperty("user.name").equals("root")) {
            assumeThat(Path.of("/usr/bin/setpriv")).as("root needs setpriv").isExecutable();
            under("setpriv", "--bounding-set=-dac_override,-dac_read_search");
        }
        return this;
    }

    /** Options of the JVM, stronger than ours. */
    public Program jvm(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcamel.management.port=0",
                "-Ddromedary.home=" + System.getProperty("dromedary.home")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.dromedary.Dromedary"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MIRROR_") || name.startsWith("CAMEL_"));
        builder.environment().keySet().removeAll(OTHERS);
        builder.environment().putAll(variables);
        return builder;
    }

    /**
     * Collects what a process prints, in a thread of its own, so that the process never waits for us; without what JDK 24
     * and newer say of a library.
     */
    static final class Output {
        private static final Pattern OF_THE_JVM =
                Pattern.compile("WARNING: .*(sun\\.misc\\.Unsafe|the maintainers of class ).*");

        private final StringBuilder text = new StringBuilder();
        private int lastLine;
        private final Thread thread;

        Output(InputStream in) {
            thread = new Thread(() -> read(in), "output");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(InputStream in) {
            char[] buffer = new char[8192];
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                    append(buffer, n);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void append(char[] buffer, int count) {
            text.append(buffer, 0, count);
            for (int end = text.indexOf("\n", lastLine); end >= 0; end = text.indexOf("\n", lastLine)) {
                if (OF_THE_JVM.matcher(text).region(lastLine, end).matches()) {
                    text.delete(lastLine, end + 1);
                } else {
                    lastLine = end + 1;
                }
            }
        }

        synchronized String soFar() {
            return text.toString();
        }

        /** All of it, once the process has ended. */
        String whole() throws InterruptedException {
            thread.join(10_000);
            return soFar();
        }
    }
}
