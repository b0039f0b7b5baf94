package dev.dromedary.drill;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.camel.Program;
import dev.dromedary.camel.ServerProcess;
import dev.dromedary.witness.DockerRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list a second for a long time, between two real registries whose connections break at random, and what the server
 * holds meanwhile. Run by {@code bench/soak}; ends with 1 when a line was lost or a tag is wrong.
 */
public final class Soak {
    private static final String IMAGES = "team/app";
    /** Of the lines of a list that ask for an image; one of them asks for an image that is new. */
    private static final int PER_LIST = 3;

    private static final Pattern USED = Pattern.compile("(?:generation|heap) +total [0-9]+K, used ([0-9]+)K");

    private final Random random;
    private final DataFolder data;
    private final DockerRegistry source;
    private final DockerRegistry destination;
    private final List<String> lists = new ArrayList<>();

    private Soak(long seed, DataFolder data, DockerRegistry source, DockerRegistry destination) {
        this.random = new Random(seed);
        this.data = data;
        this.source = source;
        this.destination = destination;
    }

    /** Minutes, seed and an empty folder. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Duration time = Duration.ofMinutes(Long.parseLong(arguments[0]));
        long seed = Long.parseLong(arguments[1]);
        Path folder = Path.of(arguments[2]);
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (DockerRegistry source = DockerRegistry.start(folder.resolve("source"));
                DockerRegistry destination = DockerRegistry.start(folder.resolve("destination"))) {
            System.exit(new Soak(seed, data, source, destination).run(folder, time, seed) ? 0 : 1);
        }
    }

    private boolean run(Path folder, Duration time, long seed) throws IOException, InterruptedException {
        Images images = new Images(source.api(), IMAGES, seed);
        try (FaultProxy from = FaultProxy.before(source.name(), seed);
                FaultProxy to = FaultProxy.before(destination.name(), seed + 1);
                ServerProcess server = ServerProcess.start(program(folder), data.path())) {
            server.awaitLog("Dromedary ");
            System.out.println(
                    "| s | lists dropped | lists done | broken connections | heap after GC, KB | threads | descriptors | of which sockets |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            long start = System.nanoTime();
            long every = Math.max(10, time.toSeconds() / 30);
            for (long second = 0; second < time.toSeconds(); second++) {
                if (second % every == 0) {
                    tell(second, server, from.faults() + to.faults());
                }
                drop(from.name(), to.name(), images.push());
                long next = start + Duration.ofSeconds(second + 1).toNanos();
                server.runOn(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
            awaitEnd(server);
            server.runOn(Duration.ofSeconds(90)); // connections and threads that nobody needs go after a minute
            tell(Duration.ofNanos(System.nanoTime() - start).toSeconds(), server, from.faults() + to.faults());
        }
        return check(seed);
    }

    /** Enough side by side that a connection that falls silent for 30 s does not hold up the lists that come meanwhile. */
    private static Program program(Path folder) {
        return Program.in(folder).with("MIRROR_LISTS", "8").with("MIRROR_JOBS", "16");
    }

    private void drop(String from, String to, int newest) {
        int number = lists.size() + 1;
        StringBuilder list = new StringBuilder("unreadable " + number + "\n");
        for (int i = 0; i < PER_LIST; i++) {
            int image = i == 0 ? newest : 1 + random.nextInt(newest);
            list.append("%s/%s %s/soak/r%d %d%n".formatted(from, IMAGES, to, number, image));
        }
        data.drop("list-" + number + ".part", list.toString());
        Path written = data.inbox().resolve("list-" + number + ".part");
        if (!written.toFile()
                .renameTo(data.inbox().resolve("list-" + number + ".txt").toFile())) {
            throw new IllegalStateException("cannot drop list " + number);
        }
        lists.add("list-" + number + ".txt");
    }

    private void awaitEnd(ServerProcess server) throws InterruptedException {
        long done = done();
        int idle = 0;
        while (done < lists.size() && idle < 600) {
            server.runOn(Duration.ofSeconds(1));
            idle = done() == done ? idle + 1 : 0;
            done = done();
        }
    }

    private long done() {
        return DataFolder.names(data.done()).stream()
                .filter(name -> name.endsWith(".txt"))
                .count();
    }

    private void tell(long second, ServerProcess server, long faults) throws IOException, InterruptedException {
        jcmd(server, "GC.run");
        Matcher used = USED.matcher(jcmd(server, "GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        Holdings holdings = Holdings.of(server.pid());
        System.out.printf(
                "| %d | %d | %d | %d | %d | %d | %d | %d |%n",
                second,
                lists.size(),
                done(),
                faults,
                heap,
                holdings.threads(),
                holdings.files(),
                sockets(server.pid()));
    }

    /** Of the descriptors only these should go with the connections: the others are mostly jars, opened when first needed. */
    private static long sockets(long pid) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.filter(Soak::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static String jcmd(ServerProcess server, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return answer;
    }

    private boolean check(long seed) throws IOException {
        long lost = 0;
        long failed = 0;
        long wrong = 0;
        for (int number = 1; number <= lists.size(); number++) {
            String run = newest("list-" + number + ".jsonl");
            List<String> outcomes = run.isEmpty() ? List.of() : data.outcomes(run);
            lost += PER_LIST + 1 - outcomes.size();
            failed += outcomes.stream().filter(line -> line.endsWith(" failed")).count();
            List<String> wrongTags = Images.wrong(source.api(), IMAGES, destination.api(), "soak/r" + number);
            wrongTags.forEach(System.out::println);
            wrong += wrongTags.size();
            Path list = data.done().resolve(run + ".txt");
            if (Files.exists(list)) {
                Aftermath.checkRun(data, run);
            }
        }
        Aftermath.checkNothingIsLeft(data);
        System.out.printf(
                "%d lists, %d lines, of which %d failed for good, %d lost, %d wrong tags, seed %d%n",
                lists.size(), lists.size() * (PER_LIST + 1), failed, lost, wrong, seed);
        return lost == 0 && wrong == 0;
    }

    private String newest(String ending) {
        return DataFolder.names(data.done()).stream()
                .filter(name -> name.endsWith("_" + ending))
                .map(name -> name.substring(0, name.length() - ".jsonl".length()))
                .findFirst()
                .orElse("");
    }
}
