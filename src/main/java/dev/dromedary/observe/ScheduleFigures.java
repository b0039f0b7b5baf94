package dev.dromedary.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of a schedule whenever somebody looks.
 *
 * @param running whether lists of its last start are still worked on
 * @param left how often, since the process began, it was due while its last start still went on
 * @param succeeded when a start of it last ended without a failed line
 */
public record ScheduleFigures(boolean running, long left, Optional<Instant> succeeded) {}
