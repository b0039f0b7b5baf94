package dev.dromedary.config;

import dev.dromedary.image.RegistryName;
import java.util.Optional;

/**
 * How the projects of a Harbor are asked for.
 *
 * @param https the scheme of its API; false: plain HTTP
 * @param publicProjects projects that are created can be read by everybody
 */
public record HarborSettings(boolean https, boolean publicProjects) {

    /** @param destination the registry of every destination, where it is set */
    static HarborSettings read(SettingReader reader, NetworkSettings network, Optional<RegistryName> destination) {
        boolean https = reader.truth(SettingName.HARBOR_HTTPS);
        if (!https && !destination.map(network::maySpeakPlainHttp).orElse(true)) {
            throw new InvalidSettingException(
                    SettingName.HARBOR_HTTPS.property(),
                    "false",
                    "true, or mirror.tls-verify=false, or a destination that is set to plain HTTP");
        }
        return new HarborSettings(https, reader.truth(SettingName.HARBOR_PUBLIC));
    }
}
