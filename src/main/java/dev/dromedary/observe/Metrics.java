package dev.dromedary.observe;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.DropFolders;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The meters of a server, all of whose names begin with {@code dromedary}. */
public final class Metrics {
    private final MeterRegistry meters;
    private final TrafficMeters traffic;
    private final ScheduleMeters schedules;
    private final Map<DropFolder.Kind, KindMeters> kinds = new EnumMap<>(DropFolder.Kind.class);

    /** @param configured registries that have their own labels, however many others lists bring */
    public Metrics(MeterRegistry meters, Collection<RegistryName> configured) {
        this.meters = meters;
        RegistryLabels labels = new RegistryLabels(configured);
        traffic = new TrafficMeters(meters, labels);
        schedules = new ScheduleMeters(meters);
        for (DropFolder.Kind kind : DropFolders.kinds()) {
            kinds.put(kind, new KindMeters(meters, labels, kind));
        }
    }

    /** Counts what goes on between this process and registries. */
    public TrafficListener traffic() {
        return traffic;
    }

    /** Those of lists of one kind. */
    public KindMeters of(DropFolder.Kind kind) {
        KindMeters known = kinds.get(kind);
        if (known == null) {
            throw new IllegalStateException("every kind has its meters");
        }
        return known;
    }

    /** Shows which version this is. */
    public void version(String version) {
        Gauge.builder("dromedary.build.info", () -> 1)
                .description("1; the label tells the version")
                .tag("version", version)
                .register(meters);
    }

    /** Shows how much room the disk of a folder has. */
    public void disk(Path folder) {
        File place = folder.toFile();
        Gauge.builder("dromedary.data.free.bytes", place::getUsableSpace)
                .description("Room on the disk of the data folder")
                .register(meters);
    }

    /** Shows the answer of one of the checks that readiness is made of. */
    public void ready(String check, BooleanSupplier answer) {
        Gauge.builder("dromedary.ready", () -> answer.getAsBoolean() ? 1 : 0)
                .description("1 where a check of readiness is passed, else 0")
                .tag("check", check)
                .register(meters);
    }

    /** Those of the schedules. */
    public ScheduleMeters schedules() {
        return schedules;
    }
}
