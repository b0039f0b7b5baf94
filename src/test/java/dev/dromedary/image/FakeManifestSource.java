package dev.dromedary.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source in memory that remembers what was looked up, and the JSON of what images are made of. */
final class FakeManifestSource implements ManifestSource {
    private final Map<Digest, String> content = new HashMap<>();
    private final List<Digest> lookups = new ArrayList<>();

    @Override
    public Manifest manifest(Descriptor descriptor) throws IOException {
        return Manifest.of(found(descriptor), "");
    }

    @Override
    public byte[] config(Descriptor config) throws IOException {
        return found(config);
    }

    /** What was looked up, in order. */
    List<Digest> lookups() {
        return lookups;
    }

    /** Stores content and returns its digest. */
    Digest add(String json) {
        Digest digest = digest(json);
        content.put(digest, json);
        return digest;
    }

    /** Stores an image whose config is this and returns its manifest's digest. */
    Digest addImage(String configType, String config) {
        return add(image(configType, config, add(config)));
    }

    private byte[] found(Descriptor descriptor) throws IOException {
        lookups.add(descriptor.digest());
        String json = content.get(descriptor.digest());
        if (json == null) {
            throw new FileNotFoundException("404 " + descriptor.digest());
        }
        return json.getBytes(UTF_8);
    }

    static Digest digest(String text) {
        return Digest.sha256(text.getBytes(UTF_8));
    }

    static Manifest root(String json) {
        return Manifest.of(json.getBytes(UTF_8), "");
    }

    static String image(String configType, String config, Digest digest) {
        return """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},"layers":[]}""".formatted(MediaTypes.OCI_MANIFEST, configType, digest, config.length());
    }

    static String index(String... entries) {
        return """
                {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}""".formatted(MediaTypes.OCI_INDEX, String.join(",", entries));
    }

    /** An entry for a manifest; {@code more} is further members, each after a comma. */
    static String entry(String mediaType, Digest digest, String more) {
        return """
                {"mediaType":"%s","digest":"%s","size":7%s}""".formatted(mediaType, digest, more);
    }

    /** An entry for an image of this platform, {@code linux/arm/v7}; the image itself is nowhere. */
    static String entry(String platform) {
        return entry(MediaTypes.OCI_MANIFEST, digest(platform), platformMember(platform));
    }

    static String platformMember(String platform) {
        String[] parts = platform.split("/", -1);
        String variant = parts.length < 3 ? "" : ",\"variant\":\"" + parts[2] + "\"";
        return ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"%s}".formatted(parts[0], parts[1], variant);
    }

    /** An entry for what BuildKit attests of another one. */
    static String attestation(String name, String subject) {
        return entry(
                MediaTypes.OCI_MANIFEST,
                digest(name),
                platformMember("unknown/unknown")
                        + ",\"annotations\":{\"vnd.docker.reference.digest\":\"%s\",\"vnd.docker.reference.type\":\"attestation-manifest\"}"
                                .formatted(subject));
    }
}
