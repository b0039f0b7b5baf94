package registries;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The benchmark's main class; its first argument is the home of the program, the others are for people. */
final class SideBySide {
    private static final List<String> PROGRAMS = List.of("docker-registry", "skopeo", "time", "xargs");

    private SideBySide() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Options options = Options.parse(List.of(args).subList(1, args.length));
            needPrograms();
            long gigabytes = options.asksFor("large") ? 2L * options.gb() + 1 : 1;
            try (Workplace workplace = Workplace.open(gigabytes * 1_000_000_000)) {
                new Bench(options, workplace, new Dromedary(Path.of(args[0]))).run();
            }
            return 0;
        } catch (Options.WrongUsage e) {
            System.err.println("side-by-side: " + e.getMessage());
            return 2;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("side-by-side: " + e.getMessage());
            return 1;
        }
    }

    private static void needPrograms() throws IOException {
        List<Path> path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        for (String program : PROGRAMS) {
            if (path.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program)))) {
                throw new IOException("cannot run: " + program + " is not on the PATH");
            }
        }
    }
}
