package dev.dromedary.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A schedule "nightly", due at every full hour, over real folders; a process of it can end at any moment. */
final class SchedulesFixture implements AutoCloseable {
    final SettableTime time = new SettableTime("2026-11-24T01:30:00Z");
    private final Path data;
    private DropFolders folders;
    private Schedules schedules;

    SchedulesFixture(Path data) throws IOException {
        this.data = data;
        Files.createDirectories(folder());
        folders = DropFolders.open(data, time);
        schedules = open();
        schedules.goOn();
    }

    private Schedules open() throws IOException {
        Timetable hourly =
                moment -> Optional.of(moment.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)));
        return new Schedules(
                data,
                folders.of(DropFolder.Kind.MIRROR),
                Map.of("nightly", hourly),
                new Settling(time::nanoTime),
                new ScheduledLists.Time(time, time::nanoTime));
    }

    /** What a process does that begins anew, however the one before ended. */
    void restart() throws IOException {
        folders.close();
        folders = DropFolders.open(data, time);
        folders.recover();
        schedules = open();
    }

    Schedules schedules() {
        return schedules;
    }

    DropFolder lists() {
        return folders.of(DropFolder.Kind.MIRROR);
    }

    void due(String at) {
        schedules.start("nightly", Instant.parse(at));
    }

    /** The hour comes, and three seconds more. */
    void dueAtTwo() {
        time.set("2026-11-24T02:00:00Z");
        due("2026-11-24T02:00:00Z");
        goOn(Duration.ofSeconds(3));
    }

    /** Lets this much time pass, looking every half second as the route does. */
    void goOn(Duration howLong) {
        schedules.goOn();
        for (long left = howLong.toMillis(); left > 0; left -= 500) {
            time.pass(Duration.ofMillis(500));
            schedules.goOn();
        }
    }

    Path folder() {
        return data.resolve("schedules/nightly");
    }

    Path data() {
        return data;
    }

    void put(String list, String text) throws IOException {
        Files.writeString(folder().resolve(list), text);
    }

    /** Moves a list from work/ to done/, as its run does in the end. */
    void finish(String run) throws IOException {
        Files.move(work().resolve(run + ".txt"), data.resolve("done").resolve(run + ".txt"));
    }

    Path work() {
        return data.resolve("work");
    }

    /** The names of the files in work/, hidden ones too. */
    List<String> inWork() {
        try (Stream<Path> files = Files.list(work())) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScheduleStatus status() {
        return schedules.statuses().get(0);
    }

    @Override
    public void close() throws IOException {
        folders.close();
    }
}
