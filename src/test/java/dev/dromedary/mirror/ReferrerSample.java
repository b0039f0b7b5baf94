package dev.dromedary.mirror;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import dev.dromedary.witness.RegistryApi;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes what refers to manifests, in one repository of a registry: what it makes is pushed at once. */
final class ReferrerSample {
    static final int LAYER_BYTES = 300;

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final RegistryApi registry;
    private final String repository;

    ReferrerSample(RegistryApi registry, String repository) {
        this.registry = registry;
        this.repository = repository;
    }

    /** Pushes a manifest with this subject by its digest, and answers its entry in a list of referrers. */
    ObjectNode referrer(Digest subject, long seed) {
        ObjectNode manifest = signature(seed).put("artifactType", "application/x.sbom");
        manifest.putObject("annotations").put("seed", Long.toString(seed));
        manifest.set("subject", Sample.descriptor(Sample.MANIFEST, subject, 1));
        return push(manifest);
    }

    /** Pushes an index with this subject by its digest, and answers its entry. */
    ObjectNode referrer(Digest subject, ObjectNode index) {
        index.set("subject", Sample.descriptor(Sample.MANIFEST, subject, 1));
        return push(index);
    }

    /** Tags a manifest without a subject as cosign does. */
    Digest cosign(Digest subject, String ending, long seed) {
        byte[] bytes = Sample.utf8(signature(seed));
        registry.pushManifest(repository, tag(subject) + ending, Sample.MANIFEST, bytes);
        return Digest.sha256(bytes);
    }

    /** Puts a list of referrers under the tag for it. */
    void list(Digest subject, List<ObjectNode> entries) {
        ObjectNode index = Sample.index(entries);
        registry.pushManifest(repository, tag(subject), Sample.INDEX, Sample.utf8(index));
    }

    static String tag(Digest subject) {
        return subject.toString().replace(':', '-');
    }

    static Digest digest(ObjectNode entry) {
        return Digest.of(entry.path("digest").textValue());
    }

    private ObjectNode signature(long seed) {
        Digest config = registry.pushBlob(repository, EMPTY);
        Digest layer = registry.pushBlob(repository, Sample.bytes(seed, LAYER_BYTES));
        ObjectNode manifest =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", Sample.MANIFEST);
        manifest.set("config", Sample.descriptor("application/vnd.oci.empty.v1+json", config, EMPTY.length));
        ArrayNode layers = manifest.putArray("layers");
        layers.add(Sample.descriptor("application/x.signature", layer, LAYER_BYTES));
        return manifest;
    }

    private ObjectNode push(ObjectNode manifest) {
        byte[] bytes = Sample.utf8(manifest);
        Digest digest = Digest.sha256(bytes);
        String mediaType = manifest.path("mediaType").textValue();
        registry.pushManifest(repository, digest.toString(), mediaType, bytes);
        ObjectNode entry = Sample.descriptor(mediaType, digest, bytes.length);
        if (manifest.has("artifactType")) {
            entry.put("artifactType", manifest.path("artifactType").textValue());
        }
        entry.set("annotations", manifest.path("annotations"));
        return entry;
    }
}
