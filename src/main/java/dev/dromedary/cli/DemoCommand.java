package dev.dromedary.cli;

import dev.dromedary.embedded.EmbeddedRegistry;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dromedary demo}: the server in a folder of its own, with a registry in this process and a list dropped in. */
@Command(
        name = "demo",
        description = "Shows the server at work: an embedded registry, a sample image, a list dropped into the inbox.",
        footer = {
            "",
            "It goes on until Ctrl-C, so that you can drop lists of your own.",
            "Example: dromedary demo --once"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    private static final List<Outcome> EXPECTED =
            List.of(Outcome.COPIED, Outcome.COPIED, Outcome.FAILED, Outcome.UP_TO_DATE);
    private static final int PATIENCE_SECONDS = 120;

    @Option(names = "--once", description = "End when the list is done; exit code 0 if all went as it should.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    private final SortedMap<Long, Outcome> outcomes = new ConcurrentSkipListMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServeCommand.requireUtf8FileNames();
        LogChoice.level("ERROR"); // the demo tells by itself what the log would say
        Path data = Files.createTempDirectory("dromedary-demo-");
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(data.resolve("registry"), "127.0.0.1", 0)) {
            String upstream = registry.name() + "/upstream";
            SampleImage.push(upstream + "/hello", List.of("1.0", "latest"), Files.createTempDirectory(data, "sample"));
            say("A registry runs in this process at " + registry.name()
                    + "; it holds upstream/hello for two platforms.");
            Environment environment = Environment.isolated(Map.of(
                    "mirror.data",
                    data.toString(),
                    "mirror.source",
                    upstream,
                    "mirror.destination",
                    registry.name() + "/mirror",
                    // side by side, the last line would be answered together with the first one, which asks for the
                    // same
                    "mirror.jobs",
                    "1"));
            try (Server server = Server.open(environment, this::tell)) {
                int port = freePort();
                server.bundle().override("camel.management.port", Integer.toString(port));
                server.bundle().start();
                return show(environment, data, port);
            }
        }
    }

    private int show(Environment environment, Path data, int port) throws IOException, InterruptedException {
        Path list = environment.home().resolve("examples").resolve("hello.txt");
        say("Dropped " + list + " into " + data.resolve("inbox") + ":");
        drop(list, data.resolve("inbox"));
        boolean expected =
                await(data.resolve("done")) && List.copyOf(outcomes.values()).equals(EXPECTED);
        Path failedList = only(data.resolve("failed"));
        say("");
        say("The list is done. What was not mirrored is in " + failedList + ", ready to be dropped in again:");
        Files.readAllLines(failedList).forEach(line -> say("    " + line));
        if (!expected) {
            say("dromedary: the demo did not go as it should: expected " + EXPECTED + ", found " + outcomes.values());
        }
        if (!once) {
            say("");
            say("Health: http://127.0.0.1:" + port + "/observe/health");
            say("Drop lists of your own into " + data.resolve("inbox") + "; Ctrl-C ends the demo.");
            say("Next: ./dromedary serve, with the folder ./data and the settings of application.properties.");
            new CountDownLatch(1).await();
        }
        return expected ? ExitCode.DONE : ExitCode.LINES_FAILED;
    }

    private void tell(LineRecord record) {
        outcomes.put(record.line(), record.outcome());
        String what = record.outcome().isFailure()
                ? String.valueOf(record.reason())
                : record.source() + " -> " + record.destination() + ", " + record.bytes() + " bytes moved";
        say(String.format("    line %d: %-10s  %s", record.line(), record.outcome(), what));
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    /** As a producer should: under a name that is left alone, then renamed. */
    private static void drop(Path list, Path inbox) throws IOException {
        Path partial = Files.copy(list, inbox.resolve("hello.txt.part"));
        Files.move(partial, inbox.resolve("hello.txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until a list has arrived in done/. */
    private static boolean await(Path done) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < PATIENCE_SECONDS * 10; tenths++) {
            try (Stream<Path> files = Files.list(done)) {
                if (files.anyMatch(file -> file.toString().endsWith(".txt"))) {
                    return true;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return false;
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new IOException("cannot find a failed list in " + folder));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
