package registries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One sentence about where this was measured, without names. */
final class Machine {
    private Machine() {}

    static String describe(Workplace workplace) throws IOException {
        return "Measured with %d cores (load before: %s), %d GB of memory free, JDK %s, %s; storage of the registries %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                        Proc.availableMemory() >> 30,
                        System.getProperty("java.version"),
                        versions(),
                        workplace.inMemory() ? "in memory (tmpfs)" : "on disk");
    }

    /** What Debian calls the versions, or, elsewhere, the programs themselves. */
    private static String versions() {
        String packages = output("dpkg-query", "-W", "-f", "${Package} ${Version}, ", "docker-registry", "skopeo");
        return packages.isEmpty()
                ? output("docker-registry", "--version") + ", " + output("skopeo", "--version")
                : packages.replaceAll(",$", "");
    }

    /** Nothing when there is no such program. */
    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
