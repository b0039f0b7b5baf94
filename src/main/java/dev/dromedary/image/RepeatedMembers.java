package dev.dromedary.image;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds members of a manifest that stand twice in one object and that decide what is copied. */
final class RepeatedMembers {
    private static final Set<String> DECIDING = Set.of(
            "schemaVersion",
            "mediaType",
            "artifactType",
            "config",
            "layers",
            "manifests",
            "blobs",
            "fsLayers",
            "blobSum",
            "digest",
            "size",
            "urls",
            "platform",
            "os",
            "architecture",
            "variant",
            "annotations",
            "subject",
            "vnd.docker.reference.digest",
            "signatures",
            "protected");

    private RepeatedMembers() {}

    /** Throws {@link InvalidManifestException} when there is one. The bytes are JSON. */
    static void refuse(ObjectMapper mapper, byte[] bytes) {
        Deque<Set<String>> objects = new ArrayDeque<>();
        try (JsonParser parser = mapper.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> objects.push(new HashSet<>());
                    case END_OBJECT -> objects.pop();
                    case FIELD_NAME -> check(parser.currentName(), objects.getFirst());
                    default -> {}
                }
            }
        } catch (IOException e) {
            throw new InvalidManifestException("cannot read manifest: " + e.getMessage(), e);
        }
    }

    private static void check(String name, Set<String> seen) {
        if (!seen.add(name) && DECIDING.contains(name)) {
            throw new InvalidManifestException("manifest: expected \"" + name + "\" once in an object, found it twice");
        }
    }
}
