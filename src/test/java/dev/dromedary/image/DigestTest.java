package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /** The vector of FIPS 180-2, appendix B.1. */
    private static final String SHA256_OF_ABC =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void namesContent() {
        assertThat(Digest.sha256(ABC)).hasToString(SHA256_OF_ABC).isEqualTo(Digest.of(SHA256_OF_ABC));
        assertThat(Digest.of(SHA256_OF_ABC).matches(ABC)).isTrue();
        assertThat(Digest.of(SHA256_OF_ABC).matches(new byte[] {1})).isFalse();
        assertThat(Digest.of(SHA256_OF_ABC)
                        .matchesHash(Digest.of(SHA256_OF_ABC).hasher().digest(ABC)))
                .isTrue();
    }

    @Test
    void hashesAgainByItsOwnAlgorithm() {
        Digest sha512 = Digest.of(ListedNames.D512).again(ABC);
        assertThat(sha512.algorithm()).isEqualTo("sha512");
        assertThat(sha512.hex()).startsWith("ddaf35a193617aba").hasSize(128);
        assertThat(sha512.matches(ABC)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "sha256:", "sha256:0", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"})
    void refusesWhatIsNoKnownDigest(String text) {
        assertThatThrownBy(() -> Digest.of(text))
                .isInstanceOf(InvalidNameException.class)
                .hasMessage("digest \"" + text + "\": expected sha256:<64 hex> or sha512:<128 hex>");
    }

    @Test
    void refusesUpperCaseAndLinesThatFollow() {
        assertThat(Digest.isDigest(SHA256_OF_ABC.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(Digest.isDigest(SHA256_OF_ABC + "\n")).isFalse();
    }
}
