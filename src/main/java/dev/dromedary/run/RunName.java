package dev.dromedary.run;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of runs: {@code <yyyyMMdd-HHmmss>_<list name without .txt>}, in UTC. */
final class RunName {
    static final String LIST_ENDING = ".txt";

    /** Names of files have at most 255 bytes, and the run's time and endings come to it. */
    private static final int LONGEST_LIST_NAME = 180;

    private static final Pattern TIME = Pattern.compile("^[0-9]{8}-[0-9]{6}_");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private RunName() {}

    /** A free name for a run of this list; a failed list that is dropped in again gets the new time for its old one. */
    static String of(String listFile, Instant now, Predicate<String> taken) {
        String list = cut(withoutTime(withoutEnding(listFile)));
        String name = FORMAT.format(now) + "_" + list;
        String free = name;
        for (int i = 2; taken.test(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** The name of the list that this run is of, as far as its name tells. */
    static String listName(String run) {
        return withoutTime(run) + LIST_ENDING;
    }

    /** The name without the time that a run's name begins with. */
    static String withoutTime(String name) {
        return TIME.matcher(name).replaceFirst("");
    }

    /** When the run of this name was claimed; empty when it is no name of a run. */
    static Optional<Instant> time(String run) {
        Matcher time = TIME.matcher(run);
        if (!time.find() || time.end() == run.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FORMAT.parse(run.substring(0, time.end() - 1), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String withoutEnding(String file) {
        return file.endsWith(LIST_ENDING) ? file.substring(0, file.length() - LIST_ENDING.length()) : file;
    }

    private static String cut(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_LIST_NAME) {
            return name;
        }
        int end = LONGEST_LIST_NAME;
        while ((bytes[end] & 0xC0) == 0x80) { // never within a character
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
