package dev.dromedary.config;

import dev.dromedary.list.OneLine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting, in the order of application.properties. One name everywhere: property {@code mirror.x-y}, environment
 * {@code MIRROR_X_Y}.
 */
enum SettingName {
    DATA("data"),
    FILE(""),
    DESTINATION(""),
    SOURCE(""),
    ARCH("amd64,arm64"),
    OS("linux,windows"),
    NO_ARCH_OS_FAIL("false"),
    JOBS("4", "1"),
    DEFAULT_PROJECT("library"),
    FAILED("mirror-failed.txt"),
    TLS_VERIFY("true"),
    ALLOW_SOURCES("*"),
    ALLOW_DESTINATIONS(""),
    DEBUG("false"),
    LISTS("2"),
    RETRIES("3"),
    SHUTDOWN_TIMEOUT("25s"),
    EMBEDDED_REGISTRY("");

    private final String serverDefault;
    private final String oneShotDefault;

    SettingName(String defaultValue) {
        this(defaultValue, defaultValue);
    }

    SettingName(String serverDefault, String oneShotDefault) {
        this.serverDefault = serverDefault;
        this.oneShotDefault = oneShotDefault;
    }

    /** The default as text, empty for none. */
    String defaultValue(MirrorSettings.Kind kind) {
        return kind == MirrorSettings.Kind.SERVER ? serverDefault : oneShotDefault;
    }

    String property() {
        return "mirror." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String variable() {
        return "MIRROR_" + name();
    }

    static Optional<SettingName> ofProperty(String property) {
        return Arrays.stream(values())
                .filter(name -> name.property().equals(property))
                .findFirst();
    }

    static Optional<SettingName> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(name -> name.variable().equals(variable))
                .findFirst();
    }

    /** The refusal of a property that is none of these; names one that is, when it is near. */
    static InvalidSettingException unknown(String property) {
        String hint = Arrays.stream(values())
                .map(SettingName::property)
                .filter(known -> distance(known, property) <= 3)
                .min(Comparator.comparingInt(known -> distance(known, property)))
                .map(known -> ", did you mean " + known + "?")
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
