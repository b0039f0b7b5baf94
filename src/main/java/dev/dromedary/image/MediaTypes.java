package dev.dromedary.image;

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

    private static final Set<String> INDEXES = Set.of(DOCKER_LIST, OCI_INDEX);
    private static final Set<String> IMAGES = Set.of(DOCKER_MANIFEST, OCI_MANIFEST);
    private static final Set<String> SCHEMA_1 = Set.of(DOCKER_SCHEMA_1, DOCKER_SCHEMA_1_SIGNED);
    private static final Set<String> ARTIFACTS = Set.of(OCI_ARTIFACT, ORAS_ARTIFACT);
    private static final Set<String> CONFIGS = Set.of(DOCKER_CONFIG, OCI_CONFIG);
    private static final Set<String> GENERIC =
            Set.of("", "application/json", "application/octet-stream", "binary/octet-stream", "text/plain");

    private MediaTypes() {}

    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    /** True for the manifests that have a config and layers. */
    static boolean isImage(String mediaType) {
        return IMAGES.contains(mediaType);
    }

    static boolean isSchema1(String mediaType) {
        return SCHEMA_1.contains(mediaType);
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
