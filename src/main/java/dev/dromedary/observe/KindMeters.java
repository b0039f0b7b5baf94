package dev.dromedary.observe;

import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.Outcome;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.Runs;
import dev.dromedary.run.WaitingLists;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Counts what becomes of lists of one kind, their lines and their images. */
public final class KindMeters {
    /** A terabyte. */
    private static final long MOST_OF_ONE_LINE = 1L << 40;

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(1)
    };

    private final MeterRegistry meters;
    private final RegistryLabels labels;
    private final DropFolder.Kind of;
    private final String kind;
    private final Counters lines;
    private final Counters lists;
    private final Counters images;
    private final Counters saved;
    private final AtomicInteger copies = new AtomicInteger();
    private final Map<Outcome, Timer> times = new ConcurrentHashMap<>();

    KindMeters(MeterRegistry meters, RegistryLabels labels, DropFolder.Kind kind) {
        this.meters = meters;
        this.labels = labels;
        this.of = kind;
        this.kind = Label.of(kind);
        lines = new Counters(
                meters, "dromedary.lines", "Lines that were settled, by what they ended as", "kind", "outcome");
        lists = new Counters(meters, "dromedary.lists", "Lists that were left, by how", "kind", "end");
        saved = new Counters(
                meters, "dromedary.saved.bytes", "Bytes of blobs that did not have to be sent, by why", "how");
        images = new Counters(
                meters, "dromedary.images", "Images that were copied, at either end", "registry", "direction");
    }

    /** Shows what is in progress there, and makes the counters, which so tell of their first change too. */
    public void watch(Runs runs) {
        Stream.of(Outcome.values()).filter(of::hasOutcome).forEach(outcome -> lines.add(0, kind, outcome.toString()));
        for (RunResult.End end : RunResult.End.values()) {
            lists.add(0, kind, Label.of(end));
        }
        saved.add(0, Label.PRESENT);
        saved.add(0, Label.MOUNTED);
        gauge("dromedary.lists.in.progress", "Lists that are worked on", runs::listsInProgress);
        gauge(
                "dromedary.lines.in.progress",
                "Lines that are worked on, or wait for another try",
                runs::linesInProgress);
        gauge("dromedary.copies.in.progress", "Images that are copied or compared at this moment", copies::get);
    }

    /** A line was settled. */
    public void settled(LineRecord record) {
        lines.add(1, kind, record.outcome().toString());
        saved(record.moved().present(), Label.PRESENT);
        saved(record.moved().mounted(), Label.MOUNTED);
    }

    /** Sizes of blobs that nobody sent are what manifests say, and those may say anything. */
    private void saved(long bytes, String how) {
        if (bytes > 0) {
            saved.add((double) Math.min(bytes, MOST_OF_ONE_LINE), how);
        }
    }

    /** A turn at a list is over. */
    public void ended(RunResult result) {
        lists.add(1, kind, Label.of(result.end()));
    }

    /** The same work, watched: how much of it is under way, how long it takes, what images it moves. */
    public Function<MirrorRequest, CopyOutcome> watched(Function<MirrorRequest, CopyOutcome> work) {
        return request -> {
            long began = System.nanoTime();
            copies.incrementAndGet();
            try {
                CopyOutcome outcome = work.apply(request);
                time(Outcome.of(outcome)).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                if (outcome instanceof CopyOutcome.Copied) {
                    images.add(1, labels.of(request.source().name().registry()), Label.PULLED);
                    images.add(1, labels.of(request.destination().name().registry()), Label.PUSHED);
                }
                return outcome;
            } finally {
                copies.decrementAndGet();
            }
        };
    }

    private Timer time(Outcome outcome) {
        return times.computeIfAbsent(
                outcome,
                known -> Timer.builder("dromedary.copy")
                        .description("How long the copies and comparisons of images took, each try for itself")
                        .tag("kind", kind)
                        .tag("outcome", known.toString())
                        .serviceLevelObjectives(BOUNDS)
                        .register(meters));
    }

    /** Shows what waits there. */
    public void watch(WaitingLists waiting) {
        Lately<WaitingLists.Look> figures = new Lately<>(waiting::look);
        gauge(
                "dromedary.lists.waiting",
                "Lists that nobody works on yet",
                () -> figures.get().lists());
        gauge(
                "dromedary.oldest.waiting.list.seconds",
                "How long the list that came first of those that wait has been there",
                () -> figures.get().oldest().toMillis() / 1e3);
    }

    private void gauge(String name, String help, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).tag("kind", kind).register(meters);
    }
}
