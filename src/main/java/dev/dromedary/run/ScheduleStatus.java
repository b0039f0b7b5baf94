package dev.dromedary.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How things are with a schedule.
 *
 * @param last when its lists were taken last
 * @param succeeded when a start of it last ended without a failed line
 * @param next when they are to be taken next
 * @param running whether lists of the last start are still worked on
 * @param left how often, since the process began, it was due while its last start still went on
 * @param problem why it can't go on for now, in one line; empty when it can
 */
public record ScheduleStatus(
        String name,
        Optional<Instant> last,
        Optional<Instant> succeeded,
        Optional<Instant> next,
        boolean running,
        long left,
        String problem) {}
