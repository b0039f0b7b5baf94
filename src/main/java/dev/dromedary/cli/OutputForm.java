package dev.dromedary.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a command prints what it found. */
enum OutputForm {
    TEXT,
    JSON;

    /** What the help of a command with a report says of it. */
    static final String OF_A_RUN = "json: print the report, one object a line, when the run is over; default text.";

    /** Reads the value of {@code --output}. */
    static final class Converter implements ITypeConverter<OutputForm> {
        @Override
        public OutputForm convert(String value) {
            return Arrays.stream(values())
                    .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected text or json, found \"" + value + "\""));
        }
    }
}
