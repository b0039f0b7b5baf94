package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.network.Connections;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;

/** What the requests to all registries share: connections, the timer that ends them, patience, and who is told of them. */
record Wire(Connections connections, Watchdog watchdog, Patience patience, TrafficListener listener) {

    /** A request for exactly this target: its path and query go out as they are. */
    static HttpUriRequestBase request(String method, Target target) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create("/"));
        request.setPath(target.path());
        return request;
    }

    /** For whose sake a request is sent, and to what of it. */
    record Sender(RegistryName registry, TrafficListener.Endpoint endpoint) {
        /** @param itself whether the registry is asked, and not where it leads to */
        static Sender of(RegistryName registry, boolean itself) {
            return new Sender(registry, itself ? TrafficListener.Endpoint.REGISTRY : TrafficListener.Endpoint.STORAGE);
        }
    }

    /** Sends one request and tells of it; the caller closes the answer. */
    Answer send(Sender sender, HttpUriRequestBase request, Target target, Duration answerTimeout, Cutoff cutoff)
            throws IOException {
        int status = 0;
        try {
            Answer answer = send(request, target, answerTimeout, cutoff);
            status = answer.status();
            return answer;
        } finally {
            listener.requested(sender.registry(), sender.endpoint(), request.getMethod(), status);
        }
    }

    private Answer send(HttpUriRequestBase request, Target target, Duration answerTimeout, Cutoff cutoff)
            throws IOException {
        cutoff.watch(request);
        try {
            CloseableHttpResponse response = connections.send(target, request, answerTimeout);
            return new Answer(response, target, cutoff);
        } catch (IllegalStateException e) {
            // HttpClient says so of a request that was cut before it had a connection
            throw new IOException("cut off before it was sent", e);
        }
    }
}
