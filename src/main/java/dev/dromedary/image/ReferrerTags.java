package dev.dromedary.image;

import java.util.List;
import java.util.stream.Stream;

/** The tags under which a repository keeps what refers to one of its manifests. */
public final class ReferrerTags {
    /** As much of an algorithm's output as the specification lets into a tag. */
    private static final int LONGEST_HEX = 64;

    private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");

    private ReferrerTags() {}

    /** Where registries without the referrers API have the list (OCI distribution specification, "Referrers Tag Schema"). */
    public static Reference list(ImageName name, Digest subject) {
        String hex = subject.hex();
        String shortened = hex.substring(0, Math.min(hex.length(), LONGEST_HEX));
        return new Reference(name, subject.algorithm() + "-" + shortened);
    }

    /** cosign's signatures, attestations and SBOMs. None for a sha512: with their endings they would be too long for tags. */
    public static List<Reference> cosign(ImageName name, Digest subject) {
        String stem = subject.algorithm() + "-" + subject.hex();
        return tags(stem).map(tag -> new Reference(name, tag)).toList();
    }

    private static Stream<String> tags(String stem) {
        return COSIGN.stream().map(ending -> stem + ending).filter(Reference::isTag);
    }
}
