package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.attestation;
import static dev.dromedary.image.FakeManifestSource.digest;
import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.index;
import static dev.dromedary.image.FakeManifestSource.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttestationFilterTest {
    private static final String AMD64 = digest("linux/amd64").toString();
    private static final String S390X = digest("linux/s390x").toString();

    private final FakeManifestSource source = new FakeManifestSource();

    @Test
    void goesWithTheManifestThatItRefersTo() throws IOException {
        Selected.Index selected = (Selected.Index) select(
                        attestation("before", AMD64),
                        entry("linux/amd64"),
                        entry("linux/s390x"),
                        attestation("of amd64", AMD64),
                        attestation("of s390x", S390X))
                .orElseThrow();

        assertThat(selected.manifest().children())
                .extracting(Descriptor::digest)
                .containsExactly(digest("before"), digest("linux/amd64"), digest("of amd64"));
        assertThat(source.lookups()).isEmpty();
    }

    @Test
    void goesWithItsManifestWithoutAPlatformToo() throws IOException {
        String bare = entry(
                MediaTypes.OCI_MANIFEST,
                digest("bare"),
                ",\"annotations\":{\"vnd.docker.reference.digest\":\"" + S390X + "\"}");

        Selected.Index selected = (Selected.Index)
                select(entry("linux/amd64"), entry("linux/s390x"), bare).orElseThrow();

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(digest("linux/amd64"));
    }

    @Test
    void isKeptWhenItRefersToNothingInThisIndex() throws IOException {
        String elsewhere = attestation("elsewhere", digest("not here").toString());
        String nowhere = attestation("nowhere", "no digest");
        String itself = attestation("itself", digest("itself").toString());

        Selected.Index selected =
                (Selected.Index) select(elsewhere, entry("linux/s390x"), nowhere, entry("linux/amd64"), itself)
                        .orElseThrow();

        assertThat(selected.children())
                .extracting(Selected::digest)
                .containsExactly(digest("elsewhere"), digest("nowhere"), digest("linux/amd64"), digest("itself"));
    }

    @Test
    void goesWithAnAttestationThatIsLeftOut() throws IOException {
        Selected.Index selected = (Selected.Index) select(
                        entry("linux/amd64"),
                        entry("linux/s390x"),
                        attestation("of s390x", S390X),
                        attestation("of that", digest("of s390x").toString()))
                .orElseThrow();

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(digest("linux/amd64"));
    }

    @Test
    void isDecidedByItsPlatformWhenItHasOne() throws IOException {
        String real = entry("linux/arm64")
                .replace("}}", "},\"annotations\":{\"vnd.docker.reference.digest\":\"" + AMD64 + "\"}}");

        Selected.Index selected =
                (Selected.Index) select(entry("linux/amd64"), real).orElseThrow();

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(digest("linux/amd64"));
    }

    @Test
    void isNoReasonToCopyAnIndexOfUnwantedPlatforms() throws IOException {
        assertThat(select(
                        entry("linux/s390x"),
                        attestation("of s390x", S390X),
                        attestation("elsewhere", digest("not here").toString())))
                .isEmpty();
    }

    private Optional<Selected> select(String... entries) throws IOException {
        return new PlatformFilter(PlatformSelection.of("amd64", "linux"), new KnownPlatforms())
                .select(root(index(entries)), source);
    }
}
