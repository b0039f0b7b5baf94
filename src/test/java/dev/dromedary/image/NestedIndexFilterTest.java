package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.attestation;
import static dev.dromedary.image.FakeManifestSource.digest;
import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.index;
import static dev.dromedary.image.FakeManifestSource.platformMember;
import static dev.dromedary.image.FakeManifestSource.root;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedIndexFilterTest {
    private static final String BOTH = index(entry("linux/amd64"), entry("linux/s390x"));
    private static final String AMD64 = index(entry("linux/amd64"));
    private static final String S390X = index(entry("linux/s390x"));

    private final FakeManifestSource source = new FakeManifestSource();

    @Test
    void givesTheDescriptorTheNewDigestAndSizeAndNoData() throws IOException {
        String nested = """
                {"data":"e30=","size":%d,"own":[1],"digest":"%s","mediaType":"%s"}""".formatted(BOTH.length(), source.add(BOTH), MediaTypes.OCI_INDEX);

        Selected.Index selected = selected(entry("linux/arm64"), nested);

        assertThat(selected.manifest().bytes()).asString(UTF_8).isEqualTo(index("""
                {"size":%d,"own":[1],"digest":"%s","mediaType":"%s"}""".formatted(
                        AMD64.length(), digest(AMD64), MediaTypes.OCI_INDEX)));
        Selected.Index child = (Selected.Index) selected.children().get(0);
        assertThat(child.manifest().bytes()).asString(UTF_8).isEqualTo(AMD64);
        assertThat(child.filtered()).isTrue();
        assertThat(child.children()).extracting(Selected::digest).containsExactly(digest("linux/amd64"));
    }

    @Test
    void keepsEverythingWhenEverythingBelowIsSelected() throws IOException {
        String nested = nested(AMD64, ",\"data\":\"e30=\"");
        Manifest root = root(index(entry("linux/amd64"), nested));

        Selected.Index selected = (Selected.Index) select(root).orElseThrow();

        assertThat(selected.manifest()).isSameAs(root);
        assertThat(selected.filtered()).isFalse();
        assertThat(selected.children())
                .hasSize(2)
                .last()
                .satisfies(
                        child -> assertThat(((Selected.Index) child).filtered()).isFalse());
    }

    @Test
    void followsWhatHasNoPlatformInAnIndexWithoutPlatforms() throws IOException {
        Selected.Index selected = selected(nested(BOTH, ""), nested(S390X, ""));

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(digest(AMD64));
        assertThat(selected.manifest().children()).hasSize(1);
    }

    @Test
    void leavesOutANestedIndexOfWhichNothingIsSelected() throws IOException {
        Selected.Index selected = selected(
                entry("linux/amd64"),
                nested(S390X, ""),
                attestation("of it", digest(S390X).toString()));

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(digest("linux/amd64"));
    }

    @Test
    void selectsNothingWhenNothingBelowIsSelected() throws IOException {
        assertThat(select(root(index(nested(S390X, ""))))).isEmpty();
        assertThat(select(root(index(entry("linux/arm64"), nested(S390X, ""))))).isEmpty();
    }

    @Test
    void isSelectedForWhatIsBelowAlone() throws IOException {
        assertThat(selected(entry("linux/arm64"), nested(AMD64, "")).children())
                .extracting(Selected::digest)
                .containsExactly(digest(AMD64));
    }

    @Test
    void doesNotLookUpANestedIndexOfAnUnwantedPlatform() throws IOException {
        String missing = entry(MediaTypes.OCI_INDEX, digest("missing"), platformMember("linux/s390x"));

        assertThat(selected(entry("linux/amd64"), missing).children()).hasSize(1);
        assertThat(source.lookups()).isEmpty();
    }

    @Test
    void followsANestedIndexOfAWantedPlatform() throws IOException {
        Selected.Index selected = selected(nested(BOTH, platformMember("linux/amd64")), entry("linux/arm64"));

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(digest(AMD64));
    }

    @Test
    void takesANestedIndexWithoutPlatformsForThePlatformOfItsEntry() throws IOException {
        String bare = index(entry(MediaTypes.OCI_MANIFEST, digest("bare"), ""));

        assertThat(selected(nested(bare, platformMember("linux/amd64")), entry("linux/arm64"))
                        .children())
                .extracting(Selected::digest)
                .containsExactly(digest(bare));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/vnd.example.list+json"})
    void looksWhetherAnEntryOfAnUnknownTypeIsAnIndex(String mediaType) throws IOException {
        String list = BOTH.replace(MediaTypes.OCI_INDEX, mediaType);
        String other = "{\"mediaType\":\"application/vnd.example.thing+json\"}";

        Selected.Index selected = selected(
                entry(mediaType, source.add(list), ""),
                entry("application/vnd.example.thing+json", source.add(other), ""),
                entry("linux/amd64"));

        assertThat(selected.children())
                .extracting(Selected::digest)
                .containsExactly(
                        digest(AMD64.replace(MediaTypes.OCI_INDEX, mediaType)), digest(other), digest("linux/amd64"));
    }

    @Test
    void followsNestedIndexesWhenEverythingIsWanted() throws IOException {
        Manifest root = root(index(nested(BOTH, ""), entry("linux/amd64")));

        Selected.Index selected = (Selected.Index) new PlatformFilter(PlatformSelection.ALL, new KnownPlatforms())
                .select(root, source)
                .orElseThrow();

        assertThat(selected.manifest()).isSameAs(root);
        assertThat(((Selected.Index) selected.children().get(0)).children())
                .extracting(Selected::digest)
                .containsExactly(digest("linux/amd64"), digest("linux/s390x"));
    }

    @Test
    void looksUpANestedIndexOnce() throws IOException {
        String twice = nested(BOTH, "");

        assertThat(selected(twice, twice).children()).hasSize(1);
        assertThat(source.lookups()).containsExactly(digest(BOTH));
    }

    @Test
    void refersByTheDigestOfTheIndexToAnUnfilteredOne() throws IOException {
        Digest sha512 = new Digest("sha512", "0".repeat(128)).again(AMD64.getBytes(UTF_8));
        ManifestSource bySha512 = new ManifestSource() {
            @Override
            public Manifest manifest(Descriptor descriptor) {
                return root(AMD64);
            }

            @Override
            public byte[] config(Descriptor config) {
                return new byte[0];
            }
        };
        Manifest root = root(index(entry(MediaTypes.OCI_INDEX, sha512, "")));

        Selected.Index selected = (Selected.Index) new PlatformFilter(PlatformSelection.ALL, new KnownPlatforms())
                .select(root, bySha512)
                .orElseThrow();

        assertThat(selected.children()).extracting(Selected::digest).containsExactly(sha512);
    }

    @Test
    void followsFourLevelsAndNoMore() throws IOException {
        String fourth = index(nested(index(nested(BOTH, "")), ""));

        assertThat(selected(nested(fourth, "")).filtered()).isTrue();
        assertThatThrownBy(() -> selected(nested(index(nested(fourth, "")), "")))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessage("index " + digest(BOTH) + ": expected at most 4 levels of indexes, found more");
    }

    @Test
    void findsTooManyLevelsBelowWhatItMetBefore() {
        String second = index(nested(AMD64, ""));
        String third = index(nested(second, ""));

        assertThatThrownBy(() -> selected(nested(second, ""), nested(index(nested(third, "")), "")))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("4 levels");
    }

    @Test
    void takesAThousandManifestsAndNoMore() throws IOException {
        assertThat(selected(entries(1_000)).children()).hasSize(1_000);
        assertThatThrownBy(() -> selected(entries(1_001)))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessage("index: expected at most 1000 manifests, found more");
    }

    @Test
    void countsManifestsOverTheWholeTree() {
        assertThatThrownBy(() -> selected(nested(index(entries(600)), ""), nested(index(other(600)), "")))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("1000 manifests");
    }

    @Test
    void doesNotCountWhatIsNotSelected() throws IOException {
        List<String> entries = new ArrayList<>(List.of(entries(900)));
        IntStream.range(0, 2_000)
                .mapToObj(i -> entry(MediaTypes.OCI_MANIFEST, digest("s390x " + i), platformMember("linux/s390x")))
                .forEach(entries::add);

        assertThat(selected(entries.toArray(String[]::new)).children()).hasSize(900);
    }

    @Test
    void walksAHostileTreeOfRepetitionsInNoTime() throws IOException {
        String level = AMD64;
        for (int i = 0; i < 3; i++) {
            String entry = nested(level, "");
            level = index(Collections.nCopies(5_000, entry).toArray(String[]::new));
        }

        assertThat(select(root(level))).isPresent();
        assertThat(source.lookups()).hasSize(3);
    }

    @Test
    void boundsTheBytesItLooksAt() {
        String[] large = IntStream.range(0, 9)
                .mapToObj(i -> AMD64.replace(
                        "{\"schemaVersion\"", "{\"pad\":\"" + i + "x".repeat(4_000_000) + "\",\"schemaVersion\""))
                .map(json -> nested(json, ""))
                .toArray(String[]::new);

        assertThatThrownBy(() -> selected(large))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("bytes of manifests");
    }

    private String[] entries(int count) {
        return numbered("a", count);
    }

    private String[] other(int count) {
        return numbered("b", count);
    }

    private static String[] numbered(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry(MediaTypes.OCI_MANIFEST, digest(name + i), platformMember("linux/amd64")))
                .toArray(String[]::new);
    }

    private String nested(String index, String more) {
        return entry(MediaTypes.OCI_INDEX, source.add(index), more);
    }

    private Selected.Index selected(String... entries) throws IOException {
        return (Selected.Index) select(root(index(entries))).orElseThrow();
    }

    private Optional<Selected> select(Manifest root) throws IOException {
        return new PlatformFilter(PlatformSelection.of("amd64", "linux"), new KnownPlatforms()).select(root, source);
    }
}
