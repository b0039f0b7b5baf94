package dev.dromedary.camel;

import dev.dromedary.config.Login;
import dev.dromedary.config.NetworkSettings;
import dev.dromedary.config.RegistrySettings;
import dev.dromedary.config.RequestSettings;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.registry.credentials.DockerCredentials;
import dev.dromedary.registry.credentials.FirstOf;
import dev.dromedary.registry.credentials.PasswordFile;
import dev.dromedary.registry.credentials.SetCredential;
import dev.dromedary.registry.credentials.WellKnownHelpers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the settings say of registries, in the words of the registry client. */
public final class RegistryWiring {
    private RegistryWiring() {}

    /** What is set to log in with, then docker's config.json, then the helpers of clouds. */
    public static Credentials credentials(NetworkSettings network, Map<String, String> environment, String userHome) {
        return new FirstOf(Stream.concat(
                        network.logins().stream().map(RegistryWiring::credential),
                        Stream.of(
                                new DockerCredentials(DockerCredentials.file(environment, userHome)),
                                new WellKnownHelpers(environment.getOrDefault("PATH", ""))))
                .toList());
    }

    private static Credentials credential(Login login) {
        Optional<Path> file = login.passwordFile();
        return file.isPresent()
                ? new PasswordFile(login.host(), login.username(), file.get())
                : new SetCredential(login.host(), new Credential(login.username(), login.password()));
    }

    static RegistryRules rules(NetworkSettings network) {
        Map<RegistryName, RegistryOptions> known = network.registries().stream()
                .collect(Collectors.toMap(RegistrySettings::host, RegistryWiring::options));
        NetworkSettings.Defaults defaults = network.defaults();
        RegistryOptions others = RegistryOptions.usual(defaults.tlsVerify(), defaults.connections());
        return new RegistryRules(name -> known.getOrDefault(name, others), patience(network.requests()));
    }

    private static RegistryOptions options(RegistrySettings settings) {
        RegistrySettings.Tls tls = settings.tls();
        return new RegistryOptions(
                tls.verify(),
                tls.http(),
                tls.caFile(),
                tls.clientCert(),
                tls.clientKey(),
                settings.mirrors(),
                settings.connections(),
                settings.requestsPerSecond());
    }

    private static Patience patience(RequestSettings requests) {
        return new Patience(
                requests.tries(),
                requests.timeout(),
                requests.maxWait(),
                requests.stallTimeout(),
                requests.minSpeed(),
                Patience.USUAL.speedWindow(),
                Patience.USUAL.firstBackOff());
    }
}
