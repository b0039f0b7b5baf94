package dev.dromedary.cli;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes as people read them. */
final class Quantity {
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};

    private Quantity() {}

    /** {@code 0.4 s}, {@code 2m05s} or {@code 3h07m}. */
    static String time(Duration time) {
        if (time.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return time.toHours() == 0
                ? String.format(Locale.ROOT, "%dm%02ds", time.toMinutes(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%dh%02dm", time.toHours(), time.toMinutesPart());
    }

    /** {@code 12 bytes}, {@code 1.5 MB}; a KB is 1024 bytes, as in our settings. */
    static String bytes(long bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= 1023.95) { // what would be shown as 1024.0
            number /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " " + UNITS[0] : String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
    }
}
