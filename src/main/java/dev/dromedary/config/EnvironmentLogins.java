package dev.dromedary.config;

import dev.dromedary.image.NamePrefix;
import dev.dromedary.image.NameRules;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user names and passwords in the variables that hangar reads; a user name without a password is none. */
final class EnvironmentLogins {
    private final Map<String, String> environment;

    EnvironmentLogins(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The destination's first: where it is the source too, only its user can be expected to have the right to write. */
    Stream<Login> of(NameRules configured) {
        return Stream.concat(login(configured.destination(), "DEST"), login(configured.source(), "SOURCE"));
    }

    /** One line each for a user or a password that stands alone, and so says nothing. */
    Stream<String> warnings() {
        return Stream.of("DEST", "SOURCE").flatMap(side -> {
            String username = side + "_USERNAME";
            String password = side + "_PASSWORD";
            boolean named = !variable(username).isEmpty();
            return named == !variable(password).isEmpty()
                    ? Stream.empty()
                    : Stream.of((named ? username : password) + ": expected " + (named ? password : username)
                            + " with it, ignored");
        });
    }

    private Stream<Login> login(Optional<NamePrefix> registry, String side) {
        String username = variable(side + "_USERNAME");
        String password = variable(side + "_PASSWORD");
        return username.isEmpty() || password.isEmpty()
                ? Stream.empty()
                : registry.map(prefix -> new Login(prefix.registry(), username, password, Optional.empty())).stream();
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
