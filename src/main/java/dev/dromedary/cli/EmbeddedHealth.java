package dev.dromedary.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the registry in this process answers; what is wrong when it does not. */
final class EmbeddedHealth implements Supplier<Optional<String>> {
    private static final int PATIENCE_MILLIS = 2_000;

    private final String registry;

    EmbeddedHealth(String registry) {
        this.registry = registry;
    }

    @Override
    public Optional<String> get() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) new URL("http://" + registry + "/v2/").openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                int status = connection.getResponseCode();
                return status == 200 ? Optional.empty() : problem("status " + status);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> problem(String found) {
        return Optional.of("the embedded registry " + registry + ": expected an answer, found " + found);
    }
}
