package dev.dromedary.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/** Writes an index anew with some of its entries; everything else in it stays. */
final class IndexRewrite {
    private IndexRewrite() {}

    /**
     * The index with the entries at these positions.
     *
     * @param kept by position among the index's children
     */
    static Manifest of(Manifest index, SortedMap<Integer, Selected> kept) {
        ObjectNode json = ManifestJson.toRewrite(index.bytes()).node();
        ArrayNode entries = json.arrayNode();
        kept.forEach((position, selected) -> {
            ObjectNode entry = (ObjectNode) json.path("manifests").path(position);
            if (selected instanceof Selected.Index nested && nested.filtered()) {
                describe(entry, nested.manifest());
            }
            entries.add(entry);
        });
        json.set("manifests", entries);
        return Manifest.of(ManifestJson.write(json), index.mediaType());
    }

    private static void describe(ObjectNode entry, Manifest manifest) {
        entry.put("digest", manifest.digest().toString());
        entry.put("size", manifest.size());
        entry.remove("data");
    }
}
