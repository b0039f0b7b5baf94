package dev.dromedary.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of docker's {@code config.json}: {@code credHelpers}, then {@code credsStore}, then {@code auths}.
 *
 * <p>jib-core runs the helpers. The {@code auths} are read here, by the registry's exact name: jib-core's own reader takes
 * the entry of another repository at the same registry, and fails on a malformed one.
 */
public final class DockerCredentials implements Credentials {
    private static final Duration HELPER_TIMEOUT = Duration.ofSeconds(30);
    /** What a helper says, by docker's protocol, when it works and knows no credential. */
    private static final String NOTHING_FOUND = "credentials not found in native keychain";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path config;

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
            Optional<Credential> found = fromHelper(helper, key);
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

    private static Optional<Credential> fromHelper(String helper, String key) throws IOException {
        FutureTask<@Nullable Credential> task = new FutureTask<>(() -> ask(helper, key));
        Thread thread = new Thread(task, "credential-helper");
        thread.setDaemon(true);
        thread.start();
        try {
            return Optional.ofNullable(task.get(HELPER_TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            endHelper(helper);
            throw helperFailed(helper, "no answer within " + HELPER_TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw helperFailed(
                    helper,
                    e.getCause() instanceof CredentialHelperNotFoundException
                            ? "it is not on the PATH"
                            : "it ended with an error",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw helperFailed(helper, "interrupted", e);
        }
    }

    private static @Nullable Credential ask(String helper, String key)
            throws IOException, CredentialHelperNotFoundException {
        try {
            var found = new DockerCredentialHelper(key, Path.of("docker-credential-" + helper)).retrieve();
            return new Credential(found.getUsername(), found.getPassword());
        } catch (CredentialHelperUnhandledServerUrlException e) {
            // jib-core throws it for every helper that fails, too
            if (String.valueOf(e.getMessage()).contains(NOTHING_FOUND)) {
                return null;
            }
            throw new IOException("the helper gave no credential");
        }
    }

    /** jib-core has no hold on the process that it starts. */
    private static void endHelper(String helper) {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("docker-credential-" + helper))
                .forEach(child -> {
                    child.descendants().forEach(ProcessHandle::destroyForcibly);
                    child.destroyForcibly();
                });
    }

    private static RegistryException helperFailed(String helper, String why, Exception cause) {
        return RegistryException.refused("cannot run docker-credential-" + helper + ": " + why, cause);
    }
}
