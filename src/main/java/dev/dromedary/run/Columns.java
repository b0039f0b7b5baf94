package dev.dromedary.run;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A line of text in columns, for people and for {@code cut}. */
final class Columns {
    private Columns() {}

    /** With a tab between each two and a line feed; what is not there is empty. */
    static byte[] of(@Nullable Object... values) {
        return Stream.of(values)
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining("\t", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
