package dev.dromedary.registry.credentials;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credential helpers of clouds whose registries are known by their names, where they are installed. Nobody has
 * configured them and many images there are public: one that fails is a warning, and no credential.
 */
public final class WellKnownHelpers implements Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(WellKnownHelpers.class);
    private static final Map<String, String> HELPERS =
            Map.of("gcr.io", "gcr", "amazonaws.com", "ecr-login", "azurecr.io", "acr-env");

    private final CredentialHelper programs = new CredentialHelper();
    private final String path;

    /** @param path the folders of programs, as in the variable PATH */
    public WellKnownHelpers(String path) {
        this.path = path;
    }

    @Override
    public Optional<Credential> of(RegistryName registry) {
        Optional<String> helper = helper(registry).filter(this::isInstalled);
        if (helper.isEmpty()) {
            return Optional.empty();
        }
        try {
            return programs.ask(helper.get(), registry.name());
        } catch (RegistryException e) {
            LOG.warn("{} is asked anonymously: {}", registry, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> helper(RegistryName registry) {
        String host = registry.host();
        return HELPERS.entrySet().stream()
                .filter(known -> host.equals(known.getKey()) || host.endsWith("." + known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private boolean isInstalled(String helper) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> new File(folder, CredentialHelper.PREFIX + helper))
                .anyMatch(program -> program.isFile() && program.canExecute());
    }
}
