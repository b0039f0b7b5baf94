package dev.dromedary.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v2/<name>/tags/list} and {@code /v2/<name>/referrers/<digest>} ("Content Discovery"). */
final class DiscoveryEndpoint {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final ManifestStore manifests;

    DiscoveryEndpoint(ManifestStore manifests) {
        this.manifests = manifests;
    }

    void tags(Exchange exchange) throws IOException, RefusedException {
        checkReading(exchange);
        String repository = exchange.repository();
        if (!manifests.isRepository(repository)) {
            throw new RefusedException(ErrorCode.NAME_UNKNOWN, "repository \"" + repository + "\": unknown");
        }
        String last = exchange.target().parameter("last").orElse("");
        List<String> tags = manifests.tags(repository).stream()
                .filter(tag -> tag.compareTo(last) > 0)
                .toList();
        int count = Math.min(tags.size(), count(exchange));
        List<String> page = tags.subList(0, count);
        if (count > 0 && count < tags.size()) {
            String next = "/v2/" + repository + "/tags/list?n=" + count + "&last=" + page.get(count - 1);
            exchange.header("Link", "<" + next + ">; rel=\"next\"");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("name", repository);
        ArrayNode names = answer.putArray("tags");
        page.forEach(names::add);
        exchange.json("application/json", answer);
    }

    void referrers(Exchange exchange) throws IOException, RefusedException {
        checkReading(exchange);
        Optional<String> type = exchange.target().parameter("artifactType").filter(text -> !text.isEmpty());
        ObjectNode index =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        ArrayNode descriptors = index.putArray("manifests");
        for (Digest digest : manifests.referrers(exchange.repository(), exchange.digest())) {
            Optional<ManifestDocument> manifest = manifests.find(exchange.repository(), digest);
            manifest.filter(found -> type.isEmpty() || type.get().equals(found.artifactType()))
                    .ifPresent(found -> descriptors.add(found.descriptor(digest)));
        }
        if (type.isPresent()) {
            exchange.header("OCI-Filters-Applied", "artifactType");
        }
        exchange.json(INDEX, index);
    }

    private static int count(Exchange exchange) throws RefusedException {
        Optional<String> n = exchange.target().parameter("n");
        if (n.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (!COUNT.matcher(n.get()).matches()) {
            throw new RefusedException(
                    ErrorCode.UNSUPPORTED, 400, "n \"" + n.get() + "\": expected a number", Map.of());
        }
        return Integer.parseInt(n.get());
    }

    private static void checkReading(Exchange exchange) throws RefusedException {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw RefusedException.methodNotAllowed(exchange, "GET, HEAD");
        }
    }
}
