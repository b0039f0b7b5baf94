package dev.dromedary.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of manifest some JSON is, and which of its members count for that kind. */
record ManifestShape(JsonObject json, String mediaType) {

    /** What the members that count say, without the JSON, which takes several times the room of its text. */
    record Parts(
            String mediaType,
            boolean index,
            List<Descriptor> children,
            Optional<Descriptor> config,
            List<Descriptor> blobs) {}

    /**
     * Decides on the kind. A document that could be read as an index and as an image is refused (CVE-2021-41190), and so
     * is one that is not what its media type says.
     */
    static ManifestShape of(JsonObject json, String contentType) {
        boolean image = Stream.of("config", "layers", "fsLayers").anyMatch(json::has);
        if (json.has("manifests") && image) {
            throw new InvalidManifestException("manifest: expected an index or an image, found members of both");
        }
        ManifestShape shape = new ManifestShape(json, mediaType(json, contentType));
        shape.check();
        return shape;
    }

    Parts parts() {
        boolean index = MediaTypes.isIndex(mediaType) || (!MediaTypes.isSingle(mediaType) && json.has("manifests"));
        Optional<Descriptor> config = MediaTypes.isSchema1(mediaType)
                ? Optional.empty()
                : json.object("config").map(DescriptorJson::descriptor);
        return new Parts(
                mediaType,
                index,
                index ? descriptors("manifests").toList() : List.of(),
                config,
                sent(Stream.concat(config.stream(), layers())));
    }

    private Stream<Descriptor> layers() {
        if (MediaTypes.isSchema1(mediaType)) {
            return json.objects("fsLayers").stream().map(DescriptorJson::schema1Layer);
        }
        // "blobs" is a member of artifact manifests; in an image it is somebody's own
        Stream<Descriptor> blobs = MediaTypes.isImage(mediaType) ? Stream.empty() : descriptors("blobs");
        return Stream.concat(descriptors("layers"), blobs);
    }

    private static List<Descriptor> sent(Stream<Descriptor> all) {
        Map<Digest, Descriptor> sent = new LinkedHashMap<>();
        all.filter(blob -> !blob.foreign()).forEach(blob -> sent.putIfAbsent(blob.digest(), blob));
        return List.copyOf(sent.values());
    }

    private Stream<Descriptor> descriptors(String member) {
        return json.objects(member).stream().map(DescriptorJson::descriptor);
    }

    private void check() {
        if (MediaTypes.isSingle(mediaType) && json.has("manifests")) {
            throw InvalidManifestException.of("manifest of type", mediaType, "no index, found \"manifests\"");
        }
        List<String> members = MediaTypes.members(mediaType);
        if (!members.isEmpty() && members.stream().noneMatch(json.node()::has)) {
            throw InvalidManifestException.of(
                    "manifest of type", mediaType, "\"" + String.join("\" and \"", members) + "\", found none");
        }
    }

    private static String mediaType(JsonObject json, String contentType) {
        int semicolon = contentType.indexOf(';');
        String served = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
        if (!MediaTypes.isGeneric(served)) {
            return DescriptorJson.checkedMediaType("Content-Type", served);
        }
        String member = DescriptorJson.mediaType(json);
        return member.isEmpty() ? guessed(json) : member;
    }

    private static String guessed(JsonObject json) {
        if (json.node().has("manifests")) {
            return MediaTypes.OCI_INDEX;
        }
        if (json.has("fsLayers")) {
            return json.has("signatures") ? MediaTypes.DOCKER_SCHEMA_1_SIGNED : MediaTypes.DOCKER_SCHEMA_1;
        }
        if (json.has("config") || json.has("layers")) {
            boolean docker = json.object("config")
                    .map(DescriptorJson::mediaType)
                    .filter(MediaTypes.DOCKER_CONFIG::equals)
                    .isPresent();
            return docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
        }
        throw new InvalidManifestException("manifest: expected \"manifests\", \"config\" or \"fsLayers\", found none");
    }
}
