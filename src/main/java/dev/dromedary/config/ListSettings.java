package dev.dromedary.config;

import dev.dromedary.image.NamePrefix;
import dev.dromedary.image.NameRules;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a list's setting lines may change.
 *
 * @param arch comma separated, in lower case, without white space; at least one
 * @param os as {@code arch}
 * @param noArchOsFail an image of which no platform is selected counts as failed
 */
public record ListSettings(NameRules names, String arch, String os, boolean noArchOsFail) {
    private static final Pattern PLATFORM_NAME = Pattern.compile("[a-z0-9_./-]+");

    static ListSettings read(SettingReader reader) {
        NameRules names = new NameRules(
                prefix(reader, SettingName.SOURCE),
                prefix(reader, SettingName.DESTINATION),
                reader.read(
                        SettingName.DEFAULT_PROJECT,
                        "a project such as library or team/base, or nothing",
                        ListSettings::project));
        return new ListSettings(
                names,
                platformNames(reader, SettingName.ARCH, "amd64,arm64"),
                platformNames(reader, SettingName.OS, "linux,windows"),
                reader.truth(SettingName.NO_ARCH_OS_FAIL));
    }

    private static Optional<NamePrefix> prefix(SettingReader reader, SettingName name) {
        return reader.readUnlessEmpty(
                name, "<host>[:<port>][/<path>], such as private.io or private.io:5000/team", NamePrefix::of);
    }

    private static Optional<String> project(String text) {
        return Optional.of(new NameRules(Optional.empty(), Optional.empty(), text).defaultProject());
    }

    private static String platformNames(SettingReader reader, SettingName name, String example) {
        return reader.read(name, "comma separated names, such as " + example, text -> {
            String names = Stream.of(text.split(",", -1))
                    .map(part -> part.strip().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(","));
            boolean valid = Stream.of(names.split(",", -1))
                    .allMatch(part -> PLATFORM_NAME.matcher(part).matches());
            return valid ? Optional.of(names) : Optional.empty();
        });
    }
}
