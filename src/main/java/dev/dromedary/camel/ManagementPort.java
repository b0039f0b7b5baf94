package dev.dromedary.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;

/** The port of the health endpoint. Camel only logs that it could not listen there, and goes on without. */
final class ManagementPort {
    private ManagementPort() {}

    /** Throws when somebody else listens there, often another server that was forgotten. */
    static void requireFree(CamelContext context) {
        if (!Boolean.parseBoolean(context.resolvePropertyPlaceholders("{{camel.management.enabled:false}}"))) {
            return;
        }
        String host = context.resolvePropertyPlaceholders("{{camel.management.host:0.0.0.0}}");
        String port = context.resolvePropertyPlaceholders("{{camel.management.port:9876}}");
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName(host))) {
            socket.setReuseAddress(true);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "camel.management.port = \"" + port + "\": expected a whole number from 1 to 65535");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "camel.management.port = \"" + port + "\": expected a free port, found " + e.getMessage());
        }
    }
}
