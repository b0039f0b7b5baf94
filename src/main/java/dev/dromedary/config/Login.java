package dev.dromedary.config;

import dev.dromedary.image.RegistryName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is set to log in to one registry with; never shown.
 *
 * @param password empty when it is in the file
 * @param passwordFile holds the password, and may be exchanged while the process runs
 */
public record Login(RegistryName host, String username, String password, Optional<Path> passwordFile) {

    @Override
    public String toString() {
        return "login of " + username + " at " + host;
    }
}
