package dev.dromedary.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A setting of one registry: property {@code mirror.registry.<group>.<member>}. A host, with its dots and its port, can't
 * be part of a property's name, so the group names the registry with its member {@code host}.
 */
record RegistrySetting(String group, Member member) implements Setting {
    private static final Pattern PROPERTY =
            Pattern.compile("mirror\\.registry\\.(?<group>[a-z0-9]+)\\.(?<member>[a-z-]*)");
    private static final Pattern VARIABLE =
            Pattern.compile("MIRROR_REGISTRY_(?<group>[A-Z0-9]+)_(?<member>[A-Z]+(?:_[A-Z]+)*)");

    /** Kubernetes sets it in every container beside a service that is named mirror-registry. */
    private static final String OF_KUBERNETES = "MIRROR_REGISTRY_SERVICE_HOST";

    /** What can be set of a registry, in the order of application.properties. */
    enum Member {
        HOST(""),
        USERNAME(""),
        PASSWORD(""),
        PASSWORD_FILE(""),
        TLS_VERIFY(""),
        HTTP("false"),
        CA_FILE(""),
        CLIENT_CERT(""),
        CLIENT_KEY(""),
        MIRRORS(""),
        CONNECTIONS(""),
        REQUESTS_PER_SECOND("");

        private final String defaultValue;

        Member(String defaultValue) {
            this.defaultValue = defaultValue;
        }

        String property() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String property() {
        return "mirror.registry." + group + "." + member.property();
    }

    @Override
    public String defaultValue(MirrorSettings.Kind kind) {
        return member.defaultValue;
    }

    static Optional<RegistrySetting> ofProperty(String property) {
        return ofTheGroupIn(property)
                .filter(setting -> setting.property().equals(property))
                .findFirst();
    }

    static Optional<RegistrySetting> ofVariable(String variable) {
        Matcher matcher = VARIABLE.matcher(variable);
        if (!matcher.matches() || variable.equals(OF_KUBERNETES)) {
            return Optional.empty();
        }
        return all(matcher.group("group").toLowerCase(Locale.ROOT))
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }

    /** All that can be set in the group that the property names; none when it names none. */
    static Stream<RegistrySetting> ofTheGroupIn(String property) {
        Matcher matcher = PROPERTY.matcher(property);
        return matcher.matches() ? all(matcher.group("group")) : Stream.empty();
    }

    private static Stream<RegistrySetting> all(String group) {
        return Arrays.stream(Member.values()).map(member -> new RegistrySetting(group, member));
    }
}
