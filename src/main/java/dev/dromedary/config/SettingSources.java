package dev.dromedary.config;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.ListLine;
import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where values come from, the strongest first: flags, a list's setting lines, environment, application.properties, and
 * for the registries the variables that hangar reads. An empty flag or setting line is a value; an empty variable or
 * property means not set, but for the default project.
 */
public final class SettingSources {
    private static final String PREFIX = "mirror.";
    private static final String BOM = "\uFEFF";
    private static final Set<SettingName> OF_LISTS = EnumSet.of(
            SettingName.DESTINATION,
            SettingName.SOURCE,
            SettingName.ARCH,
            SettingName.OS,
            SettingName.NO_ARCH_OS_FAIL,
            SettingName.DEFAULT_PROJECT,
            SettingName.REPO_TYPE);

    private final Map<Setting, Value> flags;
    private final Map<Setting, Value> lines;
    private final Map<Setting, Value> configured;
    private final EnvironmentLogins environmentLogins;
    private final List<String> warnings;

    /** A value, which may be a secret, and the name that a message about it gives. */
    record Value(String name, String text) {
        @Override
        public String toString() {
            return "value of " + name;
        }
    }

    /**
     * Throws {@link InvalidSettingException} when a flag or a property is unknown.
     *
     * @param flags by property name, such as {@code mirror.jobs}
     * @param environment all variables of the process
     * @param properties those of {@link #readProperties}
     */
    public SettingSources(Map<String, String> flags, Map<String, String> environment, Map<String, String> properties) {
        this.flags = known(flags);
        this.lines = Map.of();
        this.configured = configured(environment, known(properties));
        this.environmentLogins = new EnvironmentLogins(environment);
        Stream<String> unknown = environment.keySet().stream()
                .filter(variable -> variable.startsWith("MIRROR_")
                        && Setting.ofVariable(variable).isEmpty())
                .sorted()
                .map(variable -> OneLine.of(variable, 80) + ": unknown setting in the environment, ignored");
        this.warnings = Stream.concat(unknown, environmentLogins.warnings()).toList();
    }

    private SettingSources(SettingSources other, Map<Setting, Value> lines) {
        this.flags = other.flags;
        this.lines = lines;
        this.configured = other.configured;
        this.environmentLogins = other.environmentLogins;
        this.warnings = other.warnings;
    }

    /** Our properties in the file, which is UTF-8; none when there is no such file. Throws when one is nobody's. */
    public static Map<String, String> readProperties(Path file) throws IOException {
        Properties all = load(file);
        Map<String, String> ours = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                ours.put(name, all.getProperty(name));
            } else if (!name.startsWith("camel.")) {
                throw new InvalidSettingException(OneLine.of(name, 80) + ": unknown setting in " + file.getFileName()
                        + "; expected mirror.… or camel.…");
            }
        }
        return ours;
    }

    private static Properties load(Path file) throws IOException {
        Properties all = new Properties();
        try {
            String text = Files.readString(file);
            all.load(new StringReader(text.startsWith(BOM) ? text.substring(BOM.length()) : text));
        } catch (NoSuchFileException e) {
            return all;
        } catch (CharacterCodingException e) {
            throw new IOException("cannot read " + file + ": expected UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (FileSystemException e) {
            throw new IOException("cannot read " + file + ": " + IoReason.of(e), e);
        }
        return all;
    }

    /** The variables that look like settings and are none, each in one line. Others than us set such. */
    public List<String> warnings() {
        return warnings;
    }

    /** These sources with a list's setting lines; throws when one is no setting of a list or comes twice. */
    SettingSources with(List<ListLine.Setting> settingLines) {
        Map<Setting, Value> values = new HashMap<>();
        for (ListLine.Setting line : settingLines) {
            SettingName name = nameInList(PREFIX + line.name());
            if (values.put(name, new Value(name.property(), line.value())) != null) {
                throw new InvalidSettingException(name.property() + ": expected once in a list, found twice");
            }
        }
        return new SettingSources(this, values);
    }

    Optional<Value> strongest(Setting name) {
        return Stream.of(flags, lines, configured)
                .flatMap(values -> Stream.ofNullable(values.get(name)))
                .findFirst();
    }

    /** The groups of settings of one registry of which something is set. */
    SortedSet<String> registryGroups() {
        return groups(RegistrySetting.class, RegistrySetting::group);
    }

    /** The names of the schedules of which something is set. */
    SortedSet<String> schedules() {
        return groups(ScheduleSetting.class, ScheduleSetting::schedule);
    }

    private <S extends Setting> SortedSet<String> groups(Class<S> kind, Function<S, String> group) {
        return Stream.of(flags, configured)
                .flatMap(values -> values.keySet().stream())
                .filter(kind::isInstance)
                .map(name -> group.apply(kind.cast(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    EnvironmentLogins environmentLogins() {
        return environmentLogins;
    }

    private static SettingName nameInList(String property) {
        return SettingName.ofProperty(property)
                .filter(OF_LISTS::contains)
                .orElseThrow(() -> new InvalidSettingException(OneLine.of(property, 80)
                        + ": no setting of a list; expected one of "
                        + OF_LISTS.stream().map(SettingName::property).collect(Collectors.joining(", "))));
    }

    private static Map<Setting, Value> known(Map<String, String> values) {
        Map<Setting, Value> known = new HashMap<>();
        values.forEach((property, text) -> {
            Optional<? extends Setting> name = Setting.ofProperty(property);
            known.put(name.orElseThrow(() -> Setting.unknown(property)), new Value(property, text));
        });
        return known;
    }

    private static Map<Setting, Value> configured(Map<String, String> environment, Map<Setting, Value> properties) {
        Set<Setting> names = new HashSet<>(properties.keySet());
        environment.keySet().forEach(variable -> Setting.ofVariable(variable).ifPresent(names::add));
        names.addAll(List.of(SettingName.DESTINATION, SettingName.SOURCE)); // hangar's variables have other names
        Map<Setting, Value> configured = new HashMap<>();
        for (Setting name : names) {
            Stream.concat(
                            Stream.concat(
                                    variable(environment, name.variable(), name.property()),
                                    Stream.ofNullable(properties.get(name))),
                            hangarVariables(name).flatMap(variable -> variable(environment, variable, variable)))
                    .map(value -> new Value(value.name(), value.text().strip()))
                    .filter(value -> !value.text().isEmpty() || name == SettingName.DEFAULT_PROJECT)
                    .findFirst()
                    .ifPresent(value -> configured.put(name, value));
        }
        return configured;
    }

    private static Stream<Value> variable(Map<String, String> environment, String variable, String shownName) {
        return Stream.ofNullable(environment.get(variable)).map(text -> new Value(shownName, text));
    }

    private static Stream<String> hangarVariables(Setting name) {
        if (name == SettingName.DESTINATION) {
            return Stream.of("DEST_REGISTRY", "DOCKER_REGISTRY");
        }
        return name == SettingName.SOURCE ? Stream.of("SOURCE_REGISTRY") : Stream.empty();
    }
}
