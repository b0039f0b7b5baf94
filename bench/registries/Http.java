package registries;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The benchmark's own questions to registries. */
final class Http {
    /** The user agent that access logs show for them. */
    static final String AGENT = "side-by-side";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    static HttpResponse<Void> head(String registry, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + registry + path))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("User-Agent", AGENT)
                .header("Accept", Image.MANIFEST)
                .header("Accept", Image.INDEX)
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Waits until a registry answers; false when its process ends instead. */
    static boolean answers(String registry, Process process) throws IOException {
        for (int attempt = 0; attempt < 1500; attempt++) {
            try {
                head(registry, "/v2/");
                return process.isAlive();
            } catch (IOException e) {
                if (ends(process)) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean ends(Process process) throws IOException {
        try {
            return process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
