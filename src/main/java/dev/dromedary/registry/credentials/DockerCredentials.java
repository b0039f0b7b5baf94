package dev.dromedary.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of docker's {@code config.json}: {@code credHelpers}, then {@code credsStore}, then {@code auths}.
 *
 * <p>jib-core runs the helpers, see {@link CredentialHelper}. The {@code auths} are read here, by the registry's exact name: jib-core's own reader takes
 * the entry of another repository at the same registry, and fails on a malformed one.
 */
public final class DockerCredentials implements Credentials {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path config;
    private final CredentialHelper helpers = new CredentialHelper();

    public DockerCredentials(Path config) {
        this.config = config;
    }

    /** The file that docker would read: {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
    public static Path file(Map<String, String> environment, String userHome) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return folder.isEmpty() ? Path.of(userHome, ".docker", "config.json") : Path.of(folder, "config.json");
    }

    @Override
    public Optional<Credential> of(RegistryName registry) throws IOException {
        if (!Files.exists(config)) {
            return Optional.empty();
        }
        JsonNode root = read();
        for (String key : keys(registry)) {
            Optional<Credential> found = find(root, key);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private JsonNode read() throws IOException {
        try {
            return JSON.readTree(config.toFile());
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            // not the parser's message: it quotes the file, which holds secrets
            throw RegistryException.refused("cannot read " + config + ": it is not JSON", null);
        }
    }

    private Optional<Credential> find(JsonNode root, String key) throws IOException {
        String helper = root.path("credHelpers")
                .path(key)
                .asText(root.path("credsStore").asText(""));
        if (!helper.isEmpty()) {
            Optional<Credential> found = helpers.ask(helper, key);
            if (found.isPresent()) {
                return found;
            }
        }
        return fromAuths(root.path("auths").path(key), key);
    }

    /** The names under which docker and its kin file a registry; Docker Hub's is a URL for historical reasons. */
    private static List<String> keys(RegistryName registry) {
        if (registry.equals(RegistryName.DOCKER_HUB)) {
            return List.of("https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io");
        }
        String name = registry.name();
        return List.of(name, "https://" + name, "http://" + name, "https://" + name + "/", "https://" + name + "/v2/");
    }

    private Optional<Credential> fromAuths(JsonNode entry, String key) throws IOException {
        String identityToken = entry.path("identitytoken").asText("");
        if (!identityToken.isEmpty()) {
            return Optional.of(new Credential(Credential.IDENTITY_TOKEN, identityToken));
        }
        String auth = entry.path("auth").asText("");
        if (auth.isEmpty()) {
            String username = entry.path("username").asText("");
            return username.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Credential(username, entry.path("password").asText("")));
        }
        String pair = decode(auth);
        int colon = pair.indexOf(':');
        if (colon < 1) {
            throw RegistryException.refused(
                    config + ": auths \"" + key + "\": expected base64 of <user>:<password>", null);
        }
        return Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    private static String decode(String auth) {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
