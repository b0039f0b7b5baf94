package dev.dromedary.observe;

/**
 * What is asked of a schedule whenever somebody looks.
 *
 * @param running whether lists of its last start are still worked on
 * @param left how often, since the process began, it was due while its last start still went on
 */
public record ScheduleFigures(boolean running, long left) {}
