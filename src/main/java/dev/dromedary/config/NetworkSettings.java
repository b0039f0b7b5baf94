package dev.dromedary.config;

import dev.dromedary.image.NameRules;
import dev.dromedary.image.RegistryName;
import java.util.List;
import java.util.stream.Stream;

/**
 * How registries are talked to.
 *
 * @param defaults what holds for a registry of which nothing else is set
 * @param registries every registry of which something is set, each once
 * @param logins what is set to log in with, the strongest first: the settings', then the environment's
 */
public record NetworkSettings(
        Defaults defaults, RequestSettings requests, List<RegistrySettings> registries, List<Login> logins) {
    static final int MOST_CONNECTIONS = 256;

    /**
     * What holds for each registry by itself, unless it is set of that one.
     *
     * @param connections how many requests to one registry are under way at once, over all lines
     */
    public record Defaults(boolean tlsVerify, int connections) {}

    /** True where a registry may be asked in the clear. A list may name others than the settings do. */
    boolean maySpeakPlainHttp(RegistryName name) {
        return name.isLoopback()
                || registries.stream()
                        .filter(registry -> registry.host().equals(name))
                        .map(registry ->
                                registry.tls().http() || !registry.tls().verify())
                        .findFirst()
                        .orElse(!defaults.tlsVerify());
    }

    /** @param names those of a list without setting lines */
    static NetworkSettings read(SettingReader reader, NameRules names) {
        Defaults defaults = new Defaults(
                reader.truth(SettingName.TLS_VERIFY), reader.number(SettingName.CONNECTIONS, 1, MOST_CONNECTIONS));
        List<RegistrySettings> registries = RegistryGroup.readAll(reader, defaults);
        List<Login> logins = Stream.concat(
                        registries.stream().flatMap(registry -> registry.login().stream()),
                        reader.sources().environmentLogins().of(names))
                .toList();
        return new NetworkSettings(defaults, RequestSettings.read(reader), registries, logins);
    }
}
