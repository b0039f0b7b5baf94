package registries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code dromedary serve}, one process for all lists; measured between its log's "started" and "finished". */
final class Server implements Tool, AutoCloseable {
    private final Workplace workplace;
    private final Process process;
    private final Path inbox;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private int lists;

    /** A line of the log that was read at this time, when the process had used so much CPU. */
    private record Event(long nanos, double cpu, String line) {}

    private Server(Workplace workplace, Process process, Path inbox) {
        this.workplace = workplace;
        this.process = process;
        this.inbox = inbox;
        Thread reader = new Thread(this::read, "server-log");
        reader.setDaemon(true);
        reader.start();
    }

    static Server start(Workplace workplace, Dromedary dromedary, int jobs, boolean allPlatforms) throws IOException {
        Path folder = workplace.folder();
        ProcessBuilder builder = dromedary.command(folder, List.of("serve")).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "MIRROR_DATA", "data",
                        "MIRROR_JOBS", Integer.toString(jobs),
                        "CAMEL_MANAGEMENT_PORT", Integer.toString(Registry.freePort())));
        if (allPlatforms) {
            builder.environment().putAll(Map.of("MIRROR_ARCH", "all", "MIRROR_OS", "all"));
        }
        Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
        return new Server(workplace, workplace.start(builder), inbox);
    }

    @Override
    public String name() {
        return "dromedary serve";
    }

    @Override
    public Cost run(Work work) throws IOException {
        String name = "list" + lists++ + ".txt";
        work.writeList(inbox.resolve(name + ".part"));
        long dropped = System.nanoTime();
        Files.move(inbox.resolve(name + ".part"), inbox.resolve(name));
        Event started = await(": started");
        Event finished = await(": finished, ");
        long peak = Proc.status(process.pid(), "VmHWM");
        if (!finished.line().contains(" 0 skipped, 0 failed, 0 unreadable")) {
            throw new IOException("the server did not mirror all: " + finished.line());
        }
        return new Cost(
                (finished.nanos() - started.nanos()) / 1e9,
                finished.cpu() - started.cpu(),
                peak,
                peak,
                (started.nanos() - dropped) / 1e9);
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public void close() {
        workplace.end(process);
    }

    private Event await(String words) throws IOException {
        while (true) {
            try {
                Event event = events.poll(30, TimeUnit.MINUTES);
                if (event == null || event.line().isEmpty()) {
                    throw new IOException("the server ended or hangs: no \"" + words + "\" in its log");
                }
                if (event.line().contains(words)) {
                    return event;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    private void read() {
        try (BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (line.contains(": started") || line.contains(": finished, ")) {
                    events.add(new Event(System.nanoTime(), Proc.cpu(process.pid()), line));
                } else if (line.contains(" WARN ") || line.contains(" ERROR ")) {
                    System.err.println(line);
                }
            }
        } catch (IOException e) {
            // the process was ended, which the empty event says
        }
        events.add(new Event(0, 0, ""));
    }
}
