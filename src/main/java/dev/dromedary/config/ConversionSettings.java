package dev.dromedary.config;

import dev.dromedary.image.ConversionRules;
import java.util.Optional;

/** The settings of list conversions: the source and the destination, as they were written. */
public final class ConversionSettings {
    private ConversionSettings() {}

    /** Throws {@link InvalidSettingException} when a line of a list could not name one of them. */
    public static ConversionRules read(MirrorSettings settings) {
        SettingReader reader = new SettingReader(settings.sources(), settings.kind());
        return new ConversionRules(prefix(reader, SettingName.SOURCE), prefix(reader, SettingName.DESTINATION));
    }

    private static Optional<String> prefix(SettingReader reader, SettingName name) {
        return reader.readUnlessEmpty(
                name,
                "<host>[:<port>][/<path>] that a line of a list can name: <host> has a \".\" or a port, or is localhost",
                ConversionRules::prefix);
    }
}
