package dev.dromedary.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.WWWFormCodec;

/** The tokens of a token server (distribution specification, "Token Authentication"): who gets one, what it lets in. */
final class Tokens {
    private final Map<String, String> scopes = new ConcurrentHashMap<>();
    private final List<String> all = new CopyOnWriteArrayList<>();
    private volatile String credentials = "";

    void giveTo(String user, String password) {
        credentials = basic(user, password);
    }

    void revokeAll() {
        scopes.clear();
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** Answers a request for a token with one for the scopes that it names. */
    void give(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context) {
        if (!credentials.isEmpty() && !authorization(request).equals(credentials)) {
            response.setCode(401);
            return;
        }
        String token = "token-" + UUID.randomUUID();
        String query = request.getPath().replaceFirst("[^?]*[?]?", "");
        String scope = WWWFormCodec.parse(query, StandardCharsets.UTF_8).stream()
                .filter(pair -> pair.getName().equals("scope"))
                .map(pair -> pair.getValue())
                .collect(Collectors.joining(" "));
        all.add(token);
        scopes.put(token, scope);
        response.setEntity(
                new StringEntity("{\"token\":\"" + token + "\",\"expires_in\":300}", ContentType.APPLICATION_JSON));
    }

    /** The challenge for a request without a token that lets it in. */
    Optional<String> challenge(ClassicHttpRequest request, String realm) {
        String repository = repository(request.getPath());
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        String header = authorization(request);
        String given = header.startsWith("Bearer ") ? scopes.getOrDefault(header.substring(7), "") : "";
        boolean lets = Stream.of(given.split(" ", -1))
                .filter(scope -> scope.startsWith("repository:" + repository + ":"))
                .anyMatch(scope -> reads || scope.contains("push"));
        String needed = "repository:" + repository + ":pull" + (reads ? "" : ",push");
        return lets
                ? Optional.empty()
                : Optional.of("Bearer realm=\"" + realm + "\",service=\"embedded\",scope=\"" + needed + "\"");
    }

    /** The value of the request's Authorization header, or nothing. */
    static String authorization(ClassicHttpRequest request) {
        Header given = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        return given == null ? "" : given.getValue();
    }

    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String repository(String path) {
        try {
            return Target.of(path).repository();
        } catch (RefusedException e) {
            return "";
        }
    }
}
