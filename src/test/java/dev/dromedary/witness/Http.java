package dev.dromedary.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The plain HTTP/1.1 client of the witnesses: no redirects, no authentication of its own. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Http() {}

    /** Throws {@link UncheckedIOException} when no answer comes. */
    static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return send(request, Duration.ofSeconds(60));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request, Duration timeout) {
        HttpRequest ready = request.timeout(timeout).build();
        try {
            return CLIENT.send(ready, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot " + ready.method() + " " + ready.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + ready.method() + " " + ready.uri(), e);
        }
    }
}
