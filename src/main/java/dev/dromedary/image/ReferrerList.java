package dev.dromedary.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be added to the list of referrers that registries without the referrers API keep under a tag. */
public final class ReferrerList {
    private final Map<String, ObjectNode> additions = new LinkedHashMap<>();
    private long bytes;

    public boolean isEmpty() {
        return additions.isEmpty();
    }

    /** Throws {@link InvalidManifestException} when no list could hold so much, or the referrer can't be described. */
    public void add(Referrer referrer) {
        ObjectNode descriptor = referrer.descriptor();
        bytes += ManifestJson.write(descriptor).length;
        if (bytes > Manifest.LARGEST) {
            throw new InvalidManifestException(
                    "list of referrers: expected at most " + Manifest.LARGEST + " bytes, found more");
        }
        additions.put(descriptor.path("digest").textValue(), descriptor);
    }

    /**
     * The list that is there with what it lacks, everything that others put there kept; empty when it lacks nothing.
     * Throws {@link InvalidManifestException} when what is there is no such list.
     */
    public Optional<Manifest> mergedInto(Optional<Manifest> there) {
        if (there.isPresent() && !there.get().mediaType().equals(MediaTypes.OCI_INDEX)) {
            throw InvalidManifestException.of(
                    "list of referrers of type", there.get().mediaType(), "an OCI index");
        }
        Set<String> listed = there.stream()
                .flatMap(list -> list.children().stream())
                .map(entry -> entry.digest().toString())
                .collect(Collectors.toSet());
        if (listed.containsAll(additions.keySet())) {
            return Optional.empty();
        }
        ObjectNode list = there.map(
                        manifest -> ManifestJson.toRewrite(manifest.bytes()).node())
                .orElseGet(ReferrerList::nobody);
        // Go writes null for an empty list
        ArrayNode entries = list.path("manifests") instanceof ArrayNode array ? array : list.putArray("manifests");
        additions.forEach((digest, descriptor) -> {
            if (!listed.contains(digest)) {
                entries.add(descriptor);
            }
        });
        return Optional.of(Manifest.of(ManifestJson.write(list), MediaTypes.OCI_INDEX));
    }

    private static ObjectNode nobody() {
        return JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    }
}
