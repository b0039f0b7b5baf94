package dev.dromedary.witness;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** skopeo as the independent witness, with a home of its own, so that nothing of an earlier run helps it. */
public final class Skopeo {
    private final Path home;

    /** What a command answered; {@code output} and {@code errors} are standard output and standard error. */
    public record Answer(int exitCode, String output, String errors) {}

    /** The home is a temporary folder; a new one forgets skopeo's cache of known blobs. */
    public Skopeo(Path home) {
        this.home = home;
    }

    /** The sha256 of the manifest's bytes as skopeo gets them, for example {@code sha256:<64 hex>}. */
    public String rawDigest(String registry, String repository, String tagOrDigest) {
        String image =
                "docker://" + registry + "/" + repository + (Digest.isDigest(tagOrDigest) ? "@" : ":") + tagOrDigest;
        try {
            Path out = Files.createTempFile(home, "manifest", ".json");
            Answer answer = run(out, List.of("inspect", "--raw", "--tls-verify=false", image));
            if (answer.exitCode() != 0) {
                throw new IllegalStateException("cannot inspect " + image + ": " + answer.errors());
            }
            return Digest.sha256(Files.readAllBytes(out)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code skopeo <arguments>} without any signature policy; a failure is an answer. */
    public Answer run(String... arguments) {
        try {
            return run(Files.createTempFile(home, "output", ".txt"), List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer run(Path out, List<String> arguments) throws IOException {
        Path errors = Files.createTempFile(home, "errors", ".txt");
        List<String> command = Stream.concat(Stream.of("skopeo", "--insecure-policy"), arguments.stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment());
        int exitCode = exitCode(builder.start(), command);
        return new Answer(exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(errors));
    }

    private Map<String, String> environment() {
        // As root skopeo keeps its cache under /var/lib whatever HOME says, unless it believes to be somebody else.
        return Map.of(
                "HOME", home.toString(),
                "XDG_DATA_HOME", home.toString(),
                "XDG_CONFIG_HOME", home.toString(),
                "XDG_RUNTIME_DIR", home.toString(),
                "TMPDIR", home.toString(),
                "_CONTAINERS_ROOTLESS_UID", "1000");
    }

    private static int exitCode(Process process, List<String> command) {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no end after 120 s: " + String.join(" ", command));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + String.join(" ", command), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
