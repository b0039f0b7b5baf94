package dev.dromedary.cli;

import dev.dromedary.camel.Bundle;
import dev.dromedary.camel.RegistryWiring;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.config.SettingSources;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.registry.network.InvalidProxyException;
import dev.dromedary.registry.network.Network;
import dev.dromedary.run.LineRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** What a command finds around it: its home, its settings, the user's credentials. */
record Environment(Path home, MirrorSettings settings) {

    /** Throws UsageException or InvalidSettingException when something is wrong. */
    static Environment read(Map<String, String> flags, MirrorSettings.Kind kind) {
        Path home = Home.find();
        try {
            SettingSources sources = new SettingSources(
                    flags, System.getenv(), SettingSources.readProperties(home.resolve("application.properties")));
            MirrorSettings settings = MirrorSettings.read(sources, kind);
            if (settings.debug()) {
                LogChoice.level("DEBUG"); // before the first logger is made
            }
            LogChoice.form(settings.log());
            // the logger is made when there is something to log: that takes longer than a plan does
            sources.warnings()
                    .forEach(line -> LoggerFactory.getLogger(Environment.class).warn(line));
            return new Environment(home, settings);
        } catch (IOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The server's, from these values and the defaults alone. */
    static Environment isolated(Map<String, String> values) {
        SettingSources sources = new SettingSources(values, Map.of(), Map.of());
        return new Environment(Home.find(), MirrorSettings.read(sources, MirrorSettings.Kind.SERVER));
    }

    /** The list that a one-shot command is to read. */
    Path list() {
        Path list = settings.file().orElseThrow(() -> new UsageException("-f: expected a list file, found none"));
        return FileArguments.input("-f", list);
    }

    /** Throws UsageException when a proxy of the environment can't be used. */
    Bundle.Parts parts(Consumer<LineRecord> observer) {
        Credentials credentials =
                RegistryWiring.credentials(settings.network(), System.getenv(), System.getProperty("user.home"));
        return new Bundle.Parts(home, settings, credentials, network(), Version.current(), observer);
    }

    private static Network network() {
        try {
            return Network.of(System.getenv());
        } catch (InvalidProxyException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
