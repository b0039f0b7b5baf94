package dev.dromedary.cli;

import dev.dromedary.camel.Bundle;
import dev.dromedary.config.LoopbackAddress;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.embedded.EmbeddedRegistry;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.LineRecord;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server with its data folder and, when one is wanted, its embedded registry. */
final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final DropFolders folders;
    private final Bundle bundle;
    private final @Nullable EmbeddedRegistry embedded;

    private Server(DropFolders folders, Bundle bundle, @Nullable EmbeddedRegistry embedded) {
        this.folders = folders;
        this.bundle = bundle;
        this.embedded = embedded;
    }

    /** Makes everything ready; lists are taken once the bundle is started. */
    static Server open(Environment environment, Consumer<LineRecord> observer) throws IOException {
        MirrorSettings settings = environment.settings();
        DropFolders folders = DropFolders.open(settings.data(), Clock.systemUTC());
        if (settings.notifyUrl().isPresent()) {
            folders.keepNotifications();
        }
        folders.recover();
        EmbeddedRegistry embedded = embedded(settings);
        try {
            Bundle bundle = Bundle.server(environment.parts(observer), folders);
            if (embedded != null) {
                bundle.readyWhen("embedded-registry", new EmbeddedHealth(embedded.name()));
            }
            return new Server(folders, bundle, embedded);
        } catch (RuntimeException | IOException e) {
            close(embedded);
            throw e;
        }
    }

    Bundle bundle() {
        return bundle;
    }

    private static @Nullable EmbeddedRegistry embedded(MirrorSettings settings) throws IOException {
        Optional<LoopbackAddress> address = settings.embeddedRegistry();
        if (address.isEmpty()) {
            return null;
        }
        EmbeddedRegistry registry = EmbeddedRegistry.start(
                settings.data().resolve("registry"),
                address.get().host(),
                address.get().port());
        LOG.info("the embedded registry is {}", registry.name());
        return registry;
    }

    @Override
    public void close() throws IOException {
        bundle.close();
        close(embedded);
        folders.close();
    }

    private static void close(@Nullable EmbeddedRegistry registry) {
        if (registry != null) {
            registry.close();
        }
    }
}
