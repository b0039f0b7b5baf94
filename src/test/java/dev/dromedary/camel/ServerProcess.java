package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** A server of its own process, which can be killed. */
public final class ServerProcess implements Closeable {
    private final Process process;
    private final Program.Output log;

    private ServerProcess(Process process) {
        this.process = process;
        this.log = new Program.Output(process.getInputStream());
    }

    /** Starts a server over this data folder without waiting for it. */
    public static ServerProcess start(Path data) throws IOException {
        return start(Program.in(data.toAbsolutePath().resolveSibling("")), data);
    }

    /** The same with a program that is to be run in some other way. */
    public static ServerProcess start(Program program, Path data) throws IOException {
        ProcessBuilder command =
                program.with("MIRROR_DATA", data.toString()).command("serve").redirectErrorStream(true);
        return new ServerProcess(command.start());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String log() {
        return log.soFar();
    }

    /** Waits until the log has this in it. */
    public void awaitLog(String text) {
        awaitUntil(() -> log().contains(text));
    }

    /** Waits until something is so; when that does not come, the log may say why. */
    public void awaitUntil(Callable<Boolean> condition) {
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        assertThat(process.isAlive())
                                .as("it runs; its log: %s", log())
                                .isTrue();
                        return condition.call();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("it does not come; the server's log: " + log(), e);
        }
    }

    /** Leaves it alone for a while, unless it ends. */
    public void runOn(Duration time) throws InterruptedException {
        assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                .as("it runs; its log: %s", log())
                .isFalse();
    }

    /** How many lines the log says have ended. */
    public long settledLines() {
        return log().lines().filter(line -> line.matches(".* line [0-9]+: .*")).count();
    }

    /** Kills it as a power cut does. */
    public void kill9() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process itself would close its log
        assertThat(awaitExit()).isEqualTo(137);
    }

    /** Asks it to end, as an init system does. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(() -> "it ends: " + log())
                .isTrue();
        log.whole();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
