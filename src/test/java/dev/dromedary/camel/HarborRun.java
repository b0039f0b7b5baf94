package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.config.SettingSources;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.registry.network.Network;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.OneShotPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One-shot runs, in this process, from a registry without rules to a Harbor; user {@code ci} mirrors. */
final class HarborRun implements AutoCloseable {
    private final Path folder;
    private final Bundle bundle;
    private final DropFolder.Kind kind;
    private final List<LineRecord> settled = new CopyOnWriteArrayList<>();

    private HarborRun(
            Path folder, DropFolder.Kind kind, String source, RecordedHarbor harbor, Map<String, String> others) {
        this.folder = folder;
        this.kind = kind;
        Map<String, String> flags = new HashMap<>(Map.of(
                "mirror.source", source,
                "mirror.destination", harbor.name(),
                "mirror.repo-type", "harbor",
                "mirror.harbor-https", "false",
                "mirror.jobs", "8",
                "mirror.retries", "0",
                "mirror.request-tries", "2"));
        flags.putAll(others);
        flags.values().removeIf(String::isEmpty);
        MirrorSettings settings =
                MirrorSettings.read(new SettingSources(flags, Map.of(), Map.of()), MirrorSettings.Kind.ONE_SHOT);
        bundle = Bundle.oneShot(
                new Bundle.Parts(
                        Path.of(System.getProperty("dromedary.home", "")),
                        settings,
                        registry -> registry.name().equals(harbor.name())
                                ? Optional.of(new Credential("ci", "secret"))
                                : Optional.empty(),
                        Network.of(Map.of()),
                        "test",
                        settled::add),
                new OneShotPlaces(kind, folder, folder.resolve("failed.txt"), Optional.empty()),
                TrafficListener.NONE);
        bundle.start();
    }

    /** Settings are {@code mirror.jobs=1}; {@code mirror.jobs=} leaves it to the default and to lists. */
    static HarborRun start(Path folder, String source, RecordedHarbor harbor, String... settings) {
        return start(DropFolder.Kind.MIRROR, folder, source, harbor, settings);
    }

    /** Does something else with lines than mirroring them. */
    static HarborRun start(
            DropFolder.Kind kind, Path folder, String source, RecordedHarbor harbor, String... settings) {
        Map<String, String> others = new HashMap<>();
        Stream.of(settings).map(setting -> setting.split("=", 2)).forEach(pair -> others.put(pair[0], pair[1]));
        return new HarborRun(folder, kind, source, harbor, others);
    }

    List<String> missingProjects() {
        return bundle.missingProjects();
    }

    /** Mirrors these lines and answers what became of them. */
    List<LineRecord> mirror(String... lines) throws IOException {
        settled.clear();
        Path list = Files.writeString(folder.resolve("list.txt"), String.join("\n", lines) + "\n");
        bundle.run(kind, list);
        return List.copyOf(settled);
    }

    /** Mirrors one line. */
    LineRecord line(String line) throws IOException {
        List<LineRecord> records = mirror(line);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    @Override
    public void close() throws IOException {
        bundle.close();
    }
}
