package dev.dromedary.embedded;

import dev.dromedary.image.ImageName;
import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.PercentCodec;
import org.apache.hc.core5.net.WWWFormCodec;

/**
 * What a request is about (OCI distribution specification, "Endpoints"). No repository leaves here that is outside the
 * grammar of names, so that it can be made into a path.
 *
 * @param repository empty for {@link Endpoint#BASE}
 * @param last the digest, tag or upload id at the end of the path, unchecked; empty where there is none
 */
record Target(Endpoint endpoint, String repository, String last, Map<String, String> query) {
    /** The grammar of repositories is the same for every registry but Docker Hub. */
    private static final RegistryName ANY_REGISTRY = new RegistryName("localhost");

    enum Endpoint {
        BASE,
        BLOB,
        UPLOADS,
        UPLOAD,
        MANIFEST,
        TAGS,
        REFERRERS
    }

    /** Reads path and query of a request line. */
    static Target of(String pathAndQuery) throws RefusedException {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        Map<String, String> query = mark < 0 ? Map.of() : query(pathAndQuery.substring(mark + 1));
        // decoded part by part: an encoded slash stays inside its part, where no grammar allows it
        List<String> parts = Stream.of(path.split("/", -1))
                .map(part -> PercentCodec.decode(part, StandardCharsets.UTF_8))
                .toList();
        if (parts.size() < 2 || !parts.get(0).isEmpty() || !parts.get(1).equals("v2")) {
            throw noSuchEndpoint(path);
        }
        List<String> below = parts.subList(2, parts.size());
        if (below.isEmpty() || below.equals(List.of(""))) {
            return new Target(Endpoint.BASE, "", "", query);
        }
        return below(path, below, query);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The manifest at the end of the path; an {@link InvalidNameException} when there is neither a tag nor a digest. */
    Reference reference() {
        return new Reference(new ImageName(ANY_REGISTRY, repository), last);
    }

    /** Checks a repository against the grammar. */
    static String repository(String name) throws RefusedException {
        try {
            return new ImageName(ANY_REGISTRY, name).repository();
        } catch (InvalidNameException e) {
            throw new RefusedException(ErrorCode.NAME_INVALID, e.getMessage());
        }
    }

    private static Target below(String path, List<String> parts, Map<String, String> query) throws RefusedException {
        int size = parts.size();
        String last = parts.get(size - 1);
        String kind = size < 2 ? "" : parts.get(size - 2);
        String kindOfUpload = size < 3 ? "" : parts.get(size - 3);
        if (kindOfUpload.equals("blobs") && kind.equals("uploads")) {
            Endpoint endpoint = last.isEmpty() ? Endpoint.UPLOADS : Endpoint.UPLOAD;
            return new Target(endpoint, repository(parts, 3), last, query);
        }
        Endpoint endpoint = switch (kind) {
            case "blobs" -> last.equals("uploads") ? Endpoint.UPLOADS : Endpoint.BLOB;
            case "manifests" -> Endpoint.MANIFEST;
            case "referrers" -> Endpoint.REFERRERS;
            case "tags" -> last.equals("list") ? Endpoint.TAGS : null;
            default -> null;
        };
        if (endpoint == null) {
            throw noSuchEndpoint(path);
        }
        return new Target(endpoint, repository(parts, 2), last, query);
    }

    private static String repository(List<String> parts, int behind) throws RefusedException {
        return repository(String.join("/", parts.subList(0, parts.size() - behind)));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (NameValuePair pair : WWWFormCodec.parse(raw, StandardCharsets.UTF_8)) {
            query.putIfAbsent(pair.getName(), pair.getValue() == null ? "" : pair.getValue());
        }
        return query;
    }

    private static RefusedException noSuchEndpoint(String path) {
        return new RefusedException(
                ErrorCode.UNSUPPORTED, 404, "path \"" + path + "\": expected an endpoint below /v2/", Map.of());
    }
}
