package dev.dromedary.camel;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.config.SettingSources;
import dev.dromedary.registry.network.Network;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.LineRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The server as people run it, in this process: the repository's own routes and properties, without its health check. */
final class RunningBundle implements Closeable {
    private final DropFolders folder;
    private final Bundle bundle;
    private final DataFolder data;
    private final List<LineRecord> settled = new CopyOnWriteArrayList<>();

    private RunningBundle(Path data, MirrorSettings settings) throws IOException {
        this.data = new DataFolder(data);
        Path home = Path.of(System.getProperty("dromedary.home", ""));
        folder = DropFolders.open(data, Clock.systemUTC());
        if (settings.notifyUrl().isPresent()) {
            folder.keepNotifications();
        }
        folder.recover();
        bundle = Bundle.server(
                new Bundle.Parts(
                        home, settings, registry -> Optional.empty(), Network.of(Map.of()), "test", settled::add),
                folder);
        bundle.override("camel.management.enabled", "false");
        bundle.start();
    }

    /** Starts a server over this data folder; settings are {@code mirror.jobs=1}. */
    static RunningBundle start(Path data, String... settings) throws IOException {
        Map<String, String> flags = new HashMap<>(Map.of("mirror.data", data.toString()));
        Stream.of(settings).map(setting -> setting.split("=", 2)).forEach(pair -> flags.put(pair[0], pair[1]));
        SettingSources sources = new SettingSources(flags, Map.of(), Map.of());
        return new RunningBundle(data, MirrorSettings.read(sources, MirrorSettings.Kind.SERVER));
    }

    DataFolder data() {
        return data;
    }

    void drop(String name, String text) {
        data.drop(name, text);
    }

    /** What this process settled, in the order in which it did. */
    List<LineRecord> settled() {
        return settled;
    }

    @Override
    public void close() throws IOException {
        bundle.close();
        folder.close();
    }
}
