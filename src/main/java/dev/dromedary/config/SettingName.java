package dev.dromedary.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting that is not of one registry or of one schedule, in the order of application.properties. Two underscores
 * stand for a dot.
 */
enum SettingName implements Setting {
    DATA("data"),
    FILE(""),
    DESTINATION(""),
    SOURCE(""),
    ARCH("amd64,arm64"),
    OS("linux,windows"),
    NO_ARCH_OS_FAIL("false"),
    REFERRERS("false"),
    JOBS("4", "1"),
    DEFAULT_PROJECT("library"),
    FAILED("mirror-failed.txt", "mirror-failed.txt", "mirror-validate-failed.txt"),
    TLS_VERIFY("true"),
    REPO_TYPE(""),
    HARBOR_HTTPS("true"),
    HARBOR_PUBLIC("true"),
    ALLOW_SOURCES("*"),
    ALLOW_DESTINATIONS(""),
    DEBUG("false"),
    LOG("text"),
    LISTS("2"),
    RETRIES("3"),
    REQUEST_TRIES("5"),
    REQUEST_TIMEOUT("2m"),
    MAX_WAIT("10m"),
    STALL_TIMEOUT("30s"),
    MIN_SPEED("1KB"),
    CONNECTIONS("32"),
    SHUTDOWN_TIMEOUT("25s"),
    KEEP("30d"),
    KEEP_FAILED(""),
    MIN_FREE("200MB"),
    NOTIFY__URL(""),
    EMBEDDED_REGISTRY("");

    private final String serverDefault;
    private final String oneShotDefault;
    private final String validationDefault;

    SettingName(String defaultValue) {
        this(defaultValue, defaultValue);
    }

    SettingName(String serverDefault, String oneShotDefault) {
        this(serverDefault, oneShotDefault, oneShotDefault);
    }

    SettingName(String serverDefault, String oneShotDefault, String validationDefault) {
        this.serverDefault = serverDefault;
        this.oneShotDefault = oneShotDefault;
        this.validationDefault = validationDefault;
    }

    @Override
    public String defaultValue(MirrorSettings.Kind kind) {
        return switch (kind) {
            case SERVER -> serverDefault;
            case ONE_SHOT -> oneShotDefault;
            case VALIDATION -> validationDefault;
        };
    }

    @Override
    public String property() {
        return "mirror." + name().toLowerCase(Locale.ROOT).replace("__", ".").replace('_', '-');
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
}
