package dev.dromedary.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All settings of one kind of which there are as many groups as somebody names: property
 * {@code <prefix><group>.<member>}.
 *
 * @param all the settings of the group of a name
 */
record GroupedSettings<S extends Setting>(Pattern property, Pattern variable, Function<String, Stream<S>> all) {

    /**
     * Those with these members.
     *
     * @param prefix such as {@code mirror.registry.}
     */
    static <M, S extends Setting> GroupedSettings<S> of(String prefix, M[] members, BiFunction<String, M, S> setting) {
        return new GroupedSettings<>(
                Pattern.compile(Pattern.quote(prefix) + "(?<group>[a-z0-9]+)\\.[a-z-]*"),
                Pattern.compile(prefix.toUpperCase(Locale.ROOT).replace('.', '_') + "(?<group>[A-Z0-9]+)_[A-Z_]+"),
                group -> Arrays.stream(members).map(member -> setting.apply(group, member)));
    }

    Optional<S> ofProperty(String name) {
        return ofTheGroupIn(name)
                .filter(setting -> setting.property().equals(name))
                .findFirst();
    }

    Optional<S> ofVariable(String name) {
        return ofTheGroupIn(variable.matcher(name))
                .filter(setting -> setting.variable().equals(name))
                .findFirst();
    }

    /** All that can be set in the group that the property names; none when it names none. */
    Stream<S> ofTheGroupIn(String name) {
        return ofTheGroupIn(property.matcher(name));
    }

    private Stream<S> ofTheGroupIn(Matcher name) {
        return name.matches() ? all.apply(name.group("group").toLowerCase(Locale.ROOT)) : Stream.empty();
    }
}
