package dev.dromedary.camel;

import dev.dromedary.config.ConversionSettings;
import dev.dromedary.config.InvalidSettingException;
import dev.dromedary.config.ListSettings;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.image.ConversionRules;
import dev.dromedary.list.ListLine;
import dev.dromedary.mirror.RequestRules;
import dev.dromedary.run.ListRules;
import dev.dromedary.run.RejectedListException;
import java.util.List;

/** What the lines of lists mean with these settings. Knows nothing of Camel: commands that start no route ask it too. */
public record ConfiguredRules(MirrorSettings settings) implements ListRules {

    @Override
    public RequestRules of(List<ListLine.Setting> lines) throws RejectedListException {
        try {
            ListSettings list = settings.withSettingLines(lines);
            return new RequestRules(list.names(), list.platforms(), list.noArchOsFail(), list.harbor());
        } catch (InvalidSettingException e) {
            throw new RejectedListException(String.valueOf(e.getMessage()));
        }
    }

    /** How names alone are converted. Throws when a line of a list could not name the configured registries. */
    public ConversionRules conversion() throws RejectedListException {
        try {
            return ConversionSettings.read(settings);
        } catch (InvalidSettingException e) {
            throw new RejectedListException(String.valueOf(e.getMessage()));
        }
    }
}
