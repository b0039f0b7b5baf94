package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferrerTagsTest {
    private static final ImageName NAME = new ImageName(new RegistryName("r.example"), "team/app");
    private static final String HEX = "0123456789abcdef".repeat(4);

    @Test
    void replacesTheColonOfTheDigest() {
        Digest subject = new Digest("sha256", HEX);
        assertThat(ReferrerTags.list(NAME, subject)).isEqualTo(new Reference(NAME, "sha256-" + HEX));
        assertThat(ReferrerTags.cosign(NAME, subject))
                .extracting(Reference::tagOrDigest)
                .containsExactly("sha256-" + HEX + ".sig", "sha256-" + HEX + ".att", "sha256-" + HEX + ".sbom");
    }

    @Test
    void takesAsMuchOfALongDigestAsTheSpecificationLetsIntoATag() {
        Digest subject = new Digest("sha512", HEX + HEX);
        assertThat(ReferrerTags.list(NAME, subject)).isEqualTo(new Reference(NAME, "sha512-" + HEX));
        assertThat(ReferrerTags.cosign(NAME, subject)).isEmpty();
    }
}
