package dev.dromedary.image;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The media types of manifests and of what they describe, and which of them are alike. */
final class MediaTypes {
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";
    static final String DOCKER_SCHEMA_1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    static final String DOCKER_SCHEMA_1_LAYER = "application/vnd.docker.container.image.rootfs.diff+x-gtar";
    static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
    static final String ORAS_ARTIFACT = "application/vnd.cncf.oras.artifact.manifest.v1+json";
    static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

    private static final Map<String, List<String>> MEMBERS = Map.of(
            DOCKER_LIST, List.of("manifests"),
            OCI_INDEX, List.of("manifests"),
            DOCKER_MANIFEST, List.of("config", "layers"),
            OCI_MANIFEST, List.of("config", "layers"),
            DOCKER_SCHEMA_1, List.of("fsLayers"),
            DOCKER_SCHEMA_1_SIGNED, List.of("fsLayers"));
    private static final Set<String> ARTIFACTS = Set.of(OCI_ARTIFACT, ORAS_ARTIFACT);
    private static final Set<String> CONFIGS = Set.of(DOCKER_CONFIG, OCI_CONFIG);
    private static final Set<String> GENERIC =
            Set.of("", "application/json", "application/octet-stream", "binary/octet-stream", "text/plain");

    private MediaTypes() {}

    /** The members of which a manifest of this type has at least one; none for types that are not known. */
    static List<String> members(String mediaType) {
        return MEMBERS.getOrDefault(mediaType, List.of());
    }

    static boolean isIndex(String mediaType) {
        return members(mediaType).contains("manifests");
    }

    /** True for the manifests that have a config and layers. */
    static boolean isImage(String mediaType) {
        return members(mediaType).contains("config");
    }

    static boolean isSchema1(String mediaType) {
        return members(mediaType).contains("fsLayers");
    }

    /** True for every manifest that is known to be no index. */
    static boolean isSingle(String mediaType) {
        return isImage(mediaType) || isSchema1(mediaType) || ARTIFACTS.contains(mediaType);
    }

    /** True for the configs that name a platform. */
    static boolean isImageConfig(String mediaType) {
        return CONFIGS.contains(mediaType);
    }

    /** True for a Content-Type that says nothing of what the content is. */
    static boolean isGeneric(String contentType) {
        return GENERIC.contains(contentType);
    }

    static boolean isNonDistributable(String mediaType) {
        return mediaType.contains(".foreign.") || mediaType.contains(".nondistributable.");
    }
}
