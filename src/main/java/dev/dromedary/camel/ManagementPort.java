package dev.dromedary.camel;

import dev.dromedary.config.InvalidSettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.MainConfigurationProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of health and metrics. Where something is wrong with it or with how it is guarded, Camel logs that at most and
 * goes on without.
 */
final class ManagementPort {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

    private ManagementPort() {}

    /** Throws when it can't be served, or not in the way that is set. */
    static void check(MainConfigurationProperties main, CamelContext context) {
        HttpManagementServerConfigurationProperties settings = main.httpManagementServer();
        if (!settings.isEnabled()) {
            return;
        }
        checkPassword(settings);
        if (settings.isUseGlobalSslContextParameters()
                && !(main.hasSslConfiguration() && main.sslConfig().isEnabled())) {
            throw new InvalidSettingException("camel.management.useGlobalSslContextParameters = \"true\": expected"
                    + " camel.ssl.enabled = true and a key store beside it, or the port would speak plain HTTP");
        }
        requireFree(context);
    }

    private static void checkPassword(HttpManagementServerConfigurationProperties settings) {
        String users = settings.getBasicPropertiesFile();
        if (!settings.isAuthenticationEnabled()) {
            warnWhereAnybodyMayAsk(settings);
        } else if (users == null ? settings.getJwtKeystoreType() == null : !Files.isReadable(Path.of(users))) {
            throw new InvalidSettingException("camel.management.basicPropertiesFile = \""
                    + Objects.requireNonNullElse(users, "")
                    + "\": expected a file with users that can be read, since authentication is enabled");
        }
    }

    private static void warnWhereAnybodyMayAsk(HttpManagementServerConfigurationProperties settings) {
        String host = settings.getHost();
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                LOG.warn(
                        "camel.management.host = \"{}\": whoever reaches that port may read health and metrics, since"
                                + " camel.management.authenticationEnabled is not set",
                        host);
            }
        } catch (UnknownHostException e) {
            LOG.debug("{} is no address; that it can't be listened on is told next", host);
        }
    }

    /** Throws when somebody else listens there, often another server that was forgotten. */
    private static void requireFree(CamelContext context) {
        String host = context.resolvePropertyPlaceholders("{{camel.management.host:0.0.0.0}}");
        String port = context.resolvePropertyPlaceholders("{{camel.management.port:9876}}");
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName(host))) {
            socket.setReuseAddress(true);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("camel.management.port", port, "a whole number from 1 to 65535");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "camel.management.port = \"" + port + "\": expected a free port, found " + e.getMessage());
        }
    }
}
