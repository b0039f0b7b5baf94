package dev.dromedary.config;

import dev.dromedary.list.OneLine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a value can be set of, under one name everywhere: property {@code mirror.x-y}, environment {@code MIRROR_X_Y}.
 */
sealed interface Setting permits SettingName, RegistrySetting, ScheduleSetting {

    String property();

    /** The default as text, empty for none. */
    String defaultValue(MirrorSettings.Kind kind);

    default String variable() {
        return property().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<? extends Setting> ofProperty(String property) {
        return Stream.of(
                        SettingName.ofProperty(property),
                        RegistrySetting.ofProperty(property),
                        ScheduleSetting.ofProperty(property))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<? extends Setting> ofVariable(String variable) {
        return Stream.of(
                        SettingName.ofVariable(variable),
                        RegistrySetting.ofVariable(variable),
                        ScheduleSetting.ofVariable(variable))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The refusal of a property that is none; names one that is, when it is near. */
    static InvalidSettingException unknown(String property) {
        if (property.startsWith(ScheduleSetting.PREFIX)) {
            return new InvalidSettingException(
                    OneLine.of(property, 80)
                            + ": expected mirror.schedule.<name>.cron or mirror.schedule.<name>.zone, with a name of a-z and 0-9");
        }
        String hint = Stream.concat(Arrays.stream(SettingName.values()), RegistrySetting.ofTheGroupIn(property))
                .map(Setting::property)
                .filter(known -> distance(known, property) <= 3)
                .min(Comparator.comparingInt(known -> distance(known, property)))
                .map(known -> ", did you mean " + OneLine.of(known, 80) + "?")
                .orElse("");
        return new InvalidSettingException(OneLine.of(property, 80) + ": unknown setting" + hint);
    }

    /** Levenshtein's: how many characters to insert, delete or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
