package dev.dromedary.witness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.image.Digest;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An independent check that a repository holds all of an image: fetches what a tag or digest leads to, indexes,
 * manifests, configs and layers, and compares bytes with digests and sizes. Foreign layers are not fetched.
 */
public final class Walk {
    private final RegistryApi registry;
    private final String repository;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private Walk(RegistryApi registry, String repository) {
        this.registry = registry;
        this.repository = repository;
    }

    /** What is missing or damaged, one line each; empty when the image is complete. */
    public static List<String> problems(RegistryApi registry, String repository, String tagOrDigest) {
        Walk walk = new Walk(registry, repository);
        Optional<RegistryApi.Manifest> top = registry.getManifest(repository, tagOrDigest);
        if (top.isEmpty()) {
            return List.of("manifest " + tagOrDigest + ": not found in " + repository);
        }
        walk.manifest(Digest.isDigest(tagOrDigest) ? tagOrDigest : top.get().digest(), top.get());
        return List.copyOf(walk.problems);
    }

    private void manifest(String digest, RegistryApi.Manifest manifest) {
        bytes("manifest", digest, manifest.bytes());
        try {
            JsonNode content = Json.read(manifest.bytes());
            String declared = content.path("mediaType").asText(manifest.mediaType());
            if (!declared.equals(manifest.mediaType())) {
                problems.add("manifest " + digest + ": declares " + declared + ", served as " + manifest.mediaType());
            }
            if (content.path("manifests").isArray()) {
                content.path("manifests").forEach(this::child);
            } else if (content.path("config").isObject()
                    && content.path("layers").isArray()) {
                blob("config", content.path("config"));
                content.path("layers").forEach(layer -> blob("layer", layer));
            } else {
                problems.add("manifest " + digest + ": neither an index nor an image");
            }
        } catch (UncheckedIOException e) {
            problems.add("manifest " + digest + ": not JSON: " + e.getMessage());
        }
    }

    private void child(JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        if (!isWanted("manifest", digest)) {
            return;
        }
        Optional<RegistryApi.Manifest> found = registry.getManifest(repository, digest);
        if (found.isEmpty()) {
            problems.add("manifest " + digest + ": not found in " + repository);
            return;
        }
        size("manifest", descriptor, found.get().bytes());
        String mediaType = descriptor.path("mediaType").asText();
        if (!mediaType.equals(found.get().mediaType())) {
            problems.add("manifest " + digest + ": expected " + mediaType + ", served as "
                    + found.get().mediaType());
        }
        manifest(digest, found.get());
    }

    private void blob(String kind, JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        if (isForeign(descriptor) || !isWanted(kind, digest)) {
            return;
        }
        Optional<byte[]> found = registry.getBlob(repository, Digest.of(digest));
        if (found.isEmpty()) {
            problems.add(kind + " " + digest + ": not found in " + repository);
            return;
        }
        size(kind, descriptor, found.get());
        bytes(kind, digest, found.get());
    }

    /** True at the first visit of a digest; what is none is a problem. */
    private boolean isWanted(String kind, String digest) {
        boolean first = visited.add(digest);
        if (first && !Digest.isDigest(digest)) {
            problems.add(kind + " \"" + digest + "\": expected a digest");
            return false;
        }
        return first;
    }

    private void bytes(String kind, String digest, byte[] content) {
        if (!Digest.of(digest).matches(content)) {
            problems.add(kind + " " + digest + ": found bytes of "
                    + Digest.of(digest).again(content));
        }
    }

    private void size(String kind, JsonNode descriptor, byte[] content) {
        long size = descriptor.path("size").asLong(-1);
        if (size != content.length) {
            problems.add(kind + " " + descriptor.path("digest").asText() + ": expected " + size + " bytes, found "
                    + content.length);
        }
    }

    private static boolean isForeign(JsonNode descriptor) {
        String mediaType = descriptor.path("mediaType").asText();
        return !descriptor.path("urls").isEmpty()
                && (mediaType.contains(".foreign.") || mediaType.contains(".nondistributable."));
    }
}
