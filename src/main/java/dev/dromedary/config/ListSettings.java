package dev.dromedary.config;

import dev.dromedary.image.NamePrefix;
import dev.dromedary.image.NameRules;
import dev.dromedary.image.PlatformSelection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a list's setting lines may change.
 *
 * @param noArchOsFail an image of which no platform is selected counts as failed
 * @param harbor destinations keep their repositories in projects, as a Harbor does
 */
public record ListSettings(NameRules names, PlatformSelection platforms, boolean noArchOsFail, boolean harbor) {
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
                new PlatformSelection(
                        platforms(reader, SettingName.ARCH, "amd64,arm64", text -> PlatformSelection.of(text, "all"))
                                .architectures(),
                        platforms(reader, SettingName.OS, "linux,windows", text -> PlatformSelection.of("all", text))
                                .systems()),
                reader.truth(SettingName.NO_ARCH_OS_FAIL),
                reader.read(SettingName.REPO_TYPE, "harbor, or nothing", ListSettings::isHarbor));
    }

    private static Optional<Boolean> isHarbor(String text) {
        return text.isEmpty() || text.equals("harbor") ? Optional.of(!text.isEmpty()) : Optional.empty();
    }

    private static Optional<NamePrefix> prefix(SettingReader reader, SettingName name) {
        return reader.readUnlessEmpty(
                name, "<host>[:<port>][/<path>], such as private.io or private.io:5000/team", NamePrefix::of);
    }

    private static Optional<String> project(String text) {
        return Optional.of(new NameRules(Optional.empty(), Optional.empty(), text).defaultProject());
    }

    /** One of the two halves of a selection, so that a message names the setting that is wrong. */
    private static PlatformSelection platforms(
            SettingReader reader, SettingName name, String example, Function<String, PlatformSelection> parser) {
        return reader.read(name, "comma separated names, such as " + example, text -> {
            boolean complete = Stream.of(text.split(",", -1)).noneMatch(String::isBlank);
            return complete ? Optional.of(parser.apply(text)) : Optional.empty();
        });
    }
}
