package dev.dromedary.run;

import dev.dromedary.image.Moved;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many lines ended as what. */
public final class Tally {
    private final DropFolder.Kind kind;
    private final Map<Outcome, Long> lines = new EnumMap<>(Outcome.class);
    private Moved moved = Moved.NONE;

    Tally(DropFolder.Kind kind) {
        this.kind = kind;
    }

    void count(LineRecord record) {
        lines.merge(record.outcome(), 1L, Long::sum);
        moved = moved.plus(record.moved());
    }

    public long of(Outcome outcome) {
        return lines.getOrDefault(outcome, 0L);
    }

    /** The lines that go to the failed list. */
    public long failures() {
        return Arrays.stream(Outcome.values())
                .filter(Outcome::isFailure)
                .mapToLong(this::of)
                .sum();
    }

    public long settled() {
        return lines.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The bytes of all blobs; of what did not have to be sent, as far as this process knows. In a check what would be. */
    public Moved moved() {
        return moved;
    }

    Tally copy() {
        Tally copy = new Tally(kind);
        copy.lines.putAll(lines);
        copy.moved = moved;
        return copy;
    }

    /** Of a list that was mirrored: {@code 3 copied, 1 up-to-date, 0 skipped, 1 failed, 0 unreadable}. */
    @Override
    public String toString() {
        return Stream.of(Outcome.values())
                .filter(kind::hasOutcome)
                .map(outcome -> of(outcome) + " " + outcome)
                .collect(Collectors.joining(", "));
    }
}
