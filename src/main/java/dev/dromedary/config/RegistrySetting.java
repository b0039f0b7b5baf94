package dev.dromedary.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting of one registry: property {@code mirror.registry.<group>.<member>}. A host, with its dots and its port, can't
 * be part of a property's name, so the group names the registry with its member {@code host}.
 */
record RegistrySetting(String group, Member member) implements Setting {
    private static final String PREFIX = "mirror.registry.";

    private static final GroupedSettings<RegistrySetting> ALL =
            GroupedSettings.of(PREFIX, Member.values(), RegistrySetting::new);

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
        return PREFIX + group + "." + member.property();
    }

    @Override
    public String defaultValue(MirrorSettings.Kind kind) {
        return member.defaultValue;
    }

    static Optional<RegistrySetting> ofProperty(String property) {
        return ALL.ofProperty(property);
    }

    static Optional<RegistrySetting> ofVariable(String variable) {
        return variable.equals(OF_KUBERNETES) ? Optional.empty() : ALL.ofVariable(variable);
    }

    /** All that can be set in the group that the property names; none when it names none. */
    static Stream<RegistrySetting> ofTheGroupIn(String property) {
        return ALL.ofTheGroupIn(property);
    }
}
