package dev.dromedary.config;

import dev.dromedary.image.AllowList;
import dev.dromedary.image.NamePrefix;
import dev.dromedary.list.ListLine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting, checked.
 *
 * @param data the folder of the server's lists
 * @param list what a list's setting lines may change, without any
 * @param jobs how many lines are in progress at once, over all lists together
 * @param lists how many lists run side by side
 * @param retries how often a line whose failure may pass is tried again
 * @param shutdownTimeout how long lines in progress may go on when the process is asked to end
 * @param harbor how projects are asked for, where destinations are Harbors
 * @param referrers what refers to an image is copied with it
 * @param storage how the disk is kept from filling up
 * @param schedules when the lists of which folders are mirrored
 * @param notifyUrl who is told of every list that ended; may hold a secret
 * @param embeddedRegistry where the registry in this process listens, if there is one
 * @param file the one-shot commands' list
 * @param failed the one-shot commands' failed list
 * @param sources where the values came from, for {@link #withSettingLines}
 */
public record MirrorSettings(
        Path data,
        ListSettings list,
        int jobs,
        int lists,
        int retries,
        Duration shutdownTimeout,
        HarborSettings harbor,
        boolean referrers,
        NetworkSettings network,
        boolean debug,
        LogForm log,
        AllowList allowSources,
        AllowList allowDestinations,
        StorageSettings storage,
        List<ScheduleSettings> schedules,
        Optional<URI> notifyUrl,
        Optional<LoopbackAddress> embeddedRegistry,
        Optional<Path> file,
        Path failed,
        Kind kind,
        SettingSources sources) {

    /** What runs; some defaults differ. */
    public enum Kind {
        SERVER,
        ONE_SHOT,
        /** The one-shot command that compares. */
        VALIDATION
    }

    /** Throws {@link InvalidSettingException} when a value is out of bounds. */
    public static MirrorSettings read(SettingSources sources, Kind kind) {
        SettingReader reader = new SettingReader(sources, kind);
        ListSettings list = ListSettings.read(reader);
        NetworkSettings network = NetworkSettings.read(reader, list.names());
        return new MirrorSettings(
                reader.path(SettingName.DATA),
                list,
                reader.number(SettingName.JOBS, 1, 20),
                reader.number(SettingName.LISTS, 1, 20),
                reader.number(SettingName.RETRIES, 0, 20),
                reader.duration(SettingName.SHUTDOWN_TIMEOUT, Duration.ZERO, Duration.ofHours(1)),
                HarborSettings.read(reader, network, list.names().destination().map(NamePrefix::registry)),
                reader.truth(SettingName.REFERRERS),
                network,
                reader.truth(SettingName.DEBUG),
                reader.read(SettingName.LOG, "text or json", LogForm::of),
                allowList(reader, SettingName.ALLOW_SOURCES, "*"),
                allowList(
                        reader,
                        SettingName.ALLOW_DESTINATIONS,
                        list.names().destination().map(NamePrefix::toString).orElse("*")),
                StorageSettings.read(reader),
                ScheduleSettings.readAll(reader),
                NotifyUrl.read(reader),
                embeddedRegistry(reader),
                sources.strongest(SettingName.FILE).map(file -> reader.path(SettingName.FILE)),
                reader.path(SettingName.FAILED),
                kind,
                sources);
    }

    /**
     * The settings for a list with these setting lines: they are weaker than flags and stronger than everything else.
     * Throws {@link InvalidSettingException} when one is unknown, invalid or there twice, also where a flag is stronger.
     */
    public ListSettings withSettingLines(List<ListLine.Setting> lines) {
        ListSettings.read(new SettingReader(new SettingSources(Map.of(), Map.of(), Map.of()).with(lines), kind));
        return ListSettings.read(new SettingReader(sources.with(lines), kind));
    }

    private static Optional<LoopbackAddress> embeddedRegistry(SettingReader reader) {
        return reader.readUnlessEmpty(
                SettingName.EMBEDDED_REGISTRY,
                "an address of this machine alone, such as 127.0.0.1:0",
                LoopbackAddress::of);
    }

    private static AllowList allowList(SettingReader reader, SettingName name, String ifEmpty) {
        return reader.read(
                name,
                "comma separated <host>[:<port>][/<path prefix>], \"*\" as a wildcard",
                text -> Optional.of(AllowList.of(text.isEmpty() ? ifEmpty : text)));
    }
}
