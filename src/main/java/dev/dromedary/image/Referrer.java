package dev.dromedary.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A manifest that says which other one it is about: a signature, an SBOM, an attestation. */
public final class Referrer {
    private final Manifest manifest;
    private final JsonObject json;

    private Referrer(Manifest manifest, JsonObject json) {
        this.manifest = manifest;
        this.json = json;
    }

    public static Referrer of(Manifest manifest) {
        return new Referrer(manifest, ManifestJson.manifest(manifest.bytes()));
    }

    /** Throws {@link InvalidManifestException} when what it says of that can't be read. */
    public boolean refersTo(Digest other) {
        return json.object("subject")
                .flatMap(subject -> subject.text("digest"))
                .filter(digest -> digest.equals(other.toString()))
                .isPresent();
    }

    /**
     * What stands for it in a list of referrers: its {@code artifactType}, else its config's type, and all of its
     * annotations (OCI distribution specification, "Pushing Manifests with Subject").
     */
    ObjectNode descriptor() {
        ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
        descriptor.put("mediaType", manifest.mediaType());
        descriptor.put("digest", manifest.digest().toString());
        descriptor.put("size", manifest.size());
        json.text("artifactType")
                .filter(type -> !type.isEmpty())
                .or(() -> manifest.config().map(Descriptor::mediaType).filter(type -> !type.isEmpty()))
                .ifPresent(type -> descriptor.put("artifactType", type));
        json.object("annotations").ifPresent(annotations -> descriptor.set("annotations", annotations.node()));
        return descriptor;
    }
}
