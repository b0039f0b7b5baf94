package dev.dromedary.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the strongest value of a setting, or else its default, into what it means. */
record SettingReader(SettingSources sources, MirrorSettings.Kind kind) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SIZE = Pattern.compile("(?<count>[0-9]{1,6})(?<unit>KB|MB)|0");
    private static final Pattern DURATION = Pattern.compile("(?<count>[0-9]{1,9})(?<unit>ms|s|m|h)");

    private static final Pattern AGE = Pattern.compile("[0-9]{1,6}[hd]");

    int number(Setting name, int from, int to) {
        return read(name, "a whole number from " + from + " to " + to, text -> {
            int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
            return number >= from && number <= to ? Optional.of(number) : Optional.empty();
        });
    }

    boolean truth(Setting name) {
        return read(name, "true or false", text -> {
            boolean isTrue = text.equalsIgnoreCase("true");
            return isTrue || text.equalsIgnoreCase("false") ? Optional.of(isTrue) : Optional.empty();
        });
    }

    Duration duration(Setting name, Duration shortest, Duration longest) {
        String expected = "a duration from " + shortest.toSeconds() + "s to " + longest.toHours()
                + "h, such as 500ms, 30s, 2m or 1h";
        return read(
                name,
                expected,
                text -> duration(text)
                        .filter(duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0));
    }

    /** How long something is kept; empty when it is not set. */
    Optional<Duration> age(Setting name) {
        return readUnlessEmpty(name, "an age from 1h to 3650d, such as 12h or 30d", SettingReader::age);
    }

    /** A number of bytes. */
    long size(Setting name) {
        return read(name, "a size such as 64KB or 10MB, or 0", SettingReader::size);
    }

    Path path(Setting name) {
        return read(name, "a path", text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
    }

    /** The value as it is, of a setting that any text is good for. */
    String text(Setting name) {
        return value(name).text();
    }

    /** Reads text with a function that answers empty, or throws, when it is not what was expected. */
    <T> T read(Setting name, String expected, Function<String, Optional<T>> parser) {
        SettingSources.Value value = value(name);
        try {
            return parser.apply(value.text())
                    .orElseThrow(() -> new InvalidSettingException(value.name(), value.text(), expected));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(value.name(), value.text(), expected);
        }
    }

    /** As {@link #read}, of a setting without a default that may be left empty. */
    <T> Optional<T> readUnlessEmpty(Setting name, String expected, Function<String, T> parser) {
        return read(
                name,
                expected,
                text -> Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text))));
    }

    private SettingSources.Value value(Setting name) {
        return sources.strongest(name)
                .orElseGet(() -> new SettingSources.Value(name.property(), name.defaultValue(kind)));
    }

    private static Duration age(String text) {
        if (!AGE.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        Duration age = text.endsWith("d") ? Duration.ofDays(count) : Duration.ofHours(count);
        if (age.isZero() || age.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException(text);
        }
        return age;
    }

    private static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = text.endsWith("MB") ? 1024 * 1024 : 1024;
        return Optional.of(text.equals("0") ? 0 : Long.parseLong(matcher.group("count")) * unit);
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group("count"));
        return Optional.of(
                switch (matcher.group("unit")) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }
}
