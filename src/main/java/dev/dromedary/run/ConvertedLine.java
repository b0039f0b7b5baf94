package dev.dromedary.run;

import dev.dromedary.image.ConversionRules;
import dev.dromedary.image.InvalidNameException;
import dev.dromedary.list.ListLine;
import dev.dromedary.list.RawLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a list in the form of three fields, or why there is none.
 *
 * @param converted without line end; empty when the line can't be read
 * @param unreadable why it can't be read; empty when it can
 */
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
record ConvertedLine(RawLine raw, byte[] converted, String unreadable) {
    private static final byte[] NONE = new byte[0];

    /** Empty for blank lines and comments, which are not carried over. */
    static Optional<ConvertedLine> of(RawLine raw, ConversionRules rules) {
        ListLine line = ListLine.of(raw);
        try {
            if (line instanceof ListLine.Image3 image) {
                rules.check(image.source(), image.destination(), image.tag());
                return Optional.of(new ConvertedLine(raw, raw.bytes(), ""));
            }
            if (line instanceof ListLine.Single image) {
                byte[] converted = rules.convert(image.name()).getBytes(StandardCharsets.UTF_8);
                return Optional.of(new ConvertedLine(raw, converted, ""));
            }
        } catch (InvalidNameException e) {
            return Optional.of(new ConvertedLine(raw, NONE, String.valueOf(e.getMessage())));
        }
        return line instanceof ListLine.Unreadable unreadable
                ? Optional.of(new ConvertedLine(raw, NONE, unreadable.reason()))
                : Optional.empty();
    }

    boolean isUnreadable() {
        return !unreadable.isEmpty();
    }
}
