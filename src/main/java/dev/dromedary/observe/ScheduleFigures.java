package dev.dromedary.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * What is measured of a schedule.
 *
 * @param lastSuccess when one of its starts ended last without a failed line; empty when none has so far
 * @param running whether lists of its last start are still worked on
 * @param left how often, since the process began, it was due while its last start still went on
 */
public record ScheduleFigures(Optional<Instant> lastSuccess, boolean running, long left) {}
