package dev.dromedary.config;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cron of five fields that Unix knows (minute, hour, day of month, month, day of week), in the words of Quartz, which
 * counts the days of the week from Sunday = 1. Every value is written out, so that nothing is left to be understood in another way.
 */
final class UnixCron {
    private static final Pattern PART = Pattern.compile(
            "(?:\\*|(?<from>[0-9]{1,2}|[A-Z]{3})(?:-(?<to>[0-9]{1,2}|[A-Z]{3}))?)(?:/(?<step>[0-9]{1,2}))?");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private static final Field MINUTE = new Field("minute", 0, 59, List.of());
    private static final Field HOUR = new Field("hour", 0, 23, List.of());
    private static final Field DAY_OF_MONTH = new Field("day of month", 1, 31, List.of());
    private static final Field MONTH = new Field("month", 1, 12, MONTHS);
    /** Sunday is 0 and 7. */
    private static final Field DAY_OF_WEEK = new Field("day of week", 0, 7, DAYS);

    private UnixCron() {}

    /** Translates a text of five fields. Throws {@link IllegalArgumentException}, whose message says what was found, when it is none. */
    static String toQuartz(String cron) {
        String[] fields = cron.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        boolean anyDayOfMonth = fields[2].equals("*");
        boolean anyDayOfWeek = fields[4].equals("*");
        if (!anyDayOfMonth && !anyDayOfWeek) {
            // Unix means "or", people mostly mean "and", and Quartz knows neither
            throw new IllegalArgumentException("both a day of month and a day of week: one of them has to be *");
        }
        return String.join(
                " ",
                "0",
                MINUTE.quartz(fields[0]),
                HOUR.quartz(fields[1]),
                anyDayOfWeek ? DAY_OF_MONTH.quartz(fields[2]) : "?",
                MONTH.quartz(fields[3]),
                anyDayOfWeek ? "?" : daysOfWeek(fields[4]));
    }

    private static String daysOfWeek(String field) {
        SortedSet<Integer> days = DAY_OF_WEEK.values(field).stream()
                .map(day -> day % 7 + 1)
                .collect(Collectors.toCollection(TreeSet::new));
        return days.size() == 7 ? "*" : joined(days);
    }

    private static String joined(SortedSet<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** One of the five, and what may stand in it; the first name stands for the lowest value. */
    private record Field(String name, int lowest, int highest, List<String> names) {

        String quartz(String text) {
            return text.equals("*") ? "*" : joined(values(text));
        }

        SortedSet<Integer> values(String text) {
            SortedSet<Integer> values = new TreeSet<>();
            for (String part : text.split(",", -1)) {
                Matcher matcher = PART.matcher(part);
                if (!matcher.matches()) {
                    throw found(part);
                }
                add(values, part, matcher);
            }
            return values;
        }

        private void add(SortedSet<Integer> values, String part, Matcher matcher) {
            String step = matcher.group("step");
            int by = step == null ? 1 : Integer.parseInt(step);
            int from = lowest;
            int to = highest;
            if (matcher.group("from") != null) {
                from = value(matcher.group("from"), part);
                to = last(matcher, from, part);
            }
            if (from > to || by == 0) {
                throw found(part);
            }
            for (int value = from; value <= to; value += by) {
                values.add(value);
            }
        }

        private int last(Matcher matcher, int from, String part) {
            String last = matcher.group("to");
            if (last != null) {
                return end(from, value(last, part));
            }
            if (matcher.group("step") != null) {
                throw found(part); // means one thing to Quartz, another to some crons, and nothing to most
            }
            return from;
        }

        /** A week that ends on Sunday: {@code sat-sun}, {@code 5-0}. */
        private int end(int from, int to) {
            return highest == 7 && to == 0 && from > 0 ? 7 : to;
        }

        private int value(String text, String part) {
            int value = Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : names.indexOf(text) + lowest;
            boolean known = Character.isDigit(text.charAt(0)) || names.contains(text);
            if (!known || value < lowest || value > highest) {
                throw found(part);
            }
            return value;
        }

        private IllegalArgumentException found(String part) {
            return new IllegalArgumentException(name + " \"" + part.toLowerCase(Locale.ROOT) + "\"");
        }
    }
}
