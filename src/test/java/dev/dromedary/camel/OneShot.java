package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the program that ends by itself. */
public final class OneShot implements Closeable {
    private final Process process;
    private final Program.Output out;
    private final Program.Output err;

    /** How it ended. */
    public record Result(int exit, String out, String err) {
        /** What it printed, one object a line. */
        List<JsonNode> objects() throws IOException {
            return DataFolder.objects(out.lines().toList());
        }

        /** Each of these objects in short: {@code 17 copied}. */
        List<String> outcomes() throws IOException {
            return DataFolder.outcomes(objects());
        }
    }

    private OneShot(Process process) {
        this.process = process;
        this.out = new Program.Output(process.getInputStream());
        this.err = new Program.Output(process.getErrorStream());
    }

    /** Starts it without waiting for it. */
    public static OneShot start(Program program, String... arguments) throws IOException {
        return new OneShot(program.command(arguments).start());
    }

    /** Runs it in a working directory to its end. */
    public static Result run(Path directory, String... arguments) throws IOException, InterruptedException {
        return start(Program.in(directory), arguments).await();
    }

    public long pid() {
        return process.pid();
    }

    String errSoFar() {
        return err.soFar();
    }

    public Result await() throws InterruptedException {
        return await(60);
    }

    Result await(int seconds) throws InterruptedException {
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
                .as(() -> "it ends: " + err.soFar())
                .isTrue();
        return new Result(process.exitValue(), out.whole(), err.whole());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
