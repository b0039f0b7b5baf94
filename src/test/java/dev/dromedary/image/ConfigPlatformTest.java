package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.digest;
import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.image;
import static dev.dromedary.image.FakeManifestSource.index;
import static dev.dromedary.image.FakeManifestSource.platformMember;
import static dev.dromedary.image.FakeManifestSource.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a manifest without a platform is: its config says so. */
class ConfigPlatformTest {
    private static final String S390X = "{\"os\":\"linux\",\"architecture\":\"s390x\"}";
    private static final String AMD64 = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";

    private final FakeManifestSource source = new FakeManifestSource();

    @ParameterizedTest
    @ValueSource(strings = {MediaTypes.DOCKER_CONFIG, MediaTypes.OCI_CONFIG})
    void decidesOnASingleManifest(String configType) throws IOException {
        Manifest wanted = single(configType, AMD64);
        Manifest unwanted = single(configType, S390X);

        assertThat(select(wanted)).contains(new Selected.Single(wanted));
        assertThat(select(unwanted)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"architecture\":\"amd64\"} | true",
                "{\"os\":\"\",\"architecture\":\"amd64\"} | true",
                "{\"os\":null,\"architecture\":\"amd64\"} | true",
                "{\"os\":\"windows\",\"architecture\":\"amd64\"} | false",
                "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\"} | true",
                "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v6\"} | false",
                "{} | true",
                "{\"os\":\"windows\",\"architecture\":\"\"} | true",
                "{\"os\":\"windows\",\"architecture\":null} | true",
                "{\"os\":\"linux\",\"architecture\":\"unknown\"} | true",
                "{\"os\":\"unknown\",\"architecture\":\"unknown\"} | true",
            })
    void readsOsArchitectureAndVariantOfASingleManifest(String config, boolean copied) throws IOException {
        assertThat(select(single(MediaTypes.OCI_CONFIG, config)).isPresent()).isEqualTo(copied);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.cncf.helm.config.v1+json",
                "application/vnd.oci.empty.v1+json",
                "application/vnd.example+json"
            })
    void alwaysCopiesAManifestWhoseConfigIsNoImageConfig(String configType) throws IOException {
        Manifest chart = single(configType, S390X);

        assertThat(select(chart)).contains(new Selected.Single(chart));
        assertThat(source.lookups()).isEmpty();
    }

    @Test
    void alwaysCopiesSchema1() throws IOException {
        Manifest old = root("""
                {"schemaVersion":1,"architecture":"s390x","fsLayers":[{"blobSum":"%s"}]}""".formatted(digest("x")));

        assertThat(select(old)).contains(new Selected.Single(old));
    }

    @Test
    void readsNoConfigWhenEverythingIsWanted() throws IOException {
        Manifest single = root(image(MediaTypes.OCI_CONFIG, S390X, digest("nowhere")));

        assertThat(new PlatformFilter(PlatformSelection.ALL, new KnownPlatforms()).select(single, source))
                .contains(new Selected.Single(single));
        assertThat(source.lookups()).isEmpty();
    }

    @Test
    void decidesOnAnEntryWithoutAPlatform() throws IOException {
        Digest amd64 = source.addImage(MediaTypes.OCI_CONFIG, AMD64);
        Digest s390x = source.addImage(MediaTypes.DOCKER_CONFIG, S390X);

        assertThat(kept(
                        entry("linux/arm64"),
                        entry(MediaTypes.OCI_MANIFEST, amd64, ""),
                        entry(MediaTypes.OCI_MANIFEST, s390x, platformMember("unknown/unknown"))))
                .containsExactly(amd64);
    }

    @Test
    void asksTheConfigWhereAnEntryNamesNoArchitecture() throws IOException {
        Digest amd64 = source.addImage(MediaTypes.OCI_CONFIG, AMD64);

        assertThat(kept(entry("linux/arm64"), entry(MediaTypes.OCI_MANIFEST, amd64, platformMember("linux/"))))
                .containsExactly(amd64);
    }

    @Test
    void copiesAnEntryOfSchema1WithoutAPlatform() throws IOException {
        Digest old = source.add("{\"schemaVersion\":1,\"fsLayers\":[]}");

        assertThat(kept(entry("linux/amd64"), entry(MediaTypes.DOCKER_SCHEMA_1, old, "")))
                .containsExactly(digest("linux/amd64"), old);
    }

    @Test
    void keepsAnArtifactBesideWantedPlatforms() throws IOException {
        Digest chart = source.addImage("application/vnd.cncf.helm.config.v1+json", "{}");
        Digest signature = source.addImage(MediaTypes.OCI_CONFIG, "{\"architecture\":\"\"}");

        assertThat(kept(
                        entry("linux/amd64"),
                        entry("linux/arm64"),
                        entry(MediaTypes.OCI_MANIFEST, chart, ""),
                        entry(MediaTypes.OCI_MANIFEST, signature, "")))
                .containsExactly(digest("linux/amd64"), chart, signature);
    }

    @Test
    void selectsNothingWhenOnlyArtifactsAreLeft() throws IOException {
        Digest chart = source.addImage("application/vnd.cncf.helm.config.v1+json", "{}");

        assertThat(select(root(index(entry("linux/arm64"), entry(MediaTypes.OCI_MANIFEST, chart, "")))))
                .isEmpty();
    }

    @Test
    void looksUpEachManifestAndConfigOnce() throws IOException {
        Digest amd64 = source.addImage(MediaTypes.OCI_CONFIG, AMD64);
        String entry = entry(MediaTypes.OCI_MANIFEST, amd64, "");

        assertThat(kept(entry("linux/amd64"), entry, entry)).containsExactly(digest("linux/amd64"), amd64);
        assertThat(source.lookups()).containsExactly(amd64, digest(AMD64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"architecture\":5}", "{\"os\":{}, \"architecture\":\"amd64\"}", "{", "", "null"})
    void refusesAConfigThatIsNone(String config) {
        assertThatThrownBy(() -> select(single(MediaTypes.OCI_CONFIG, config)))
                .isInstanceOf(InvalidManifestException.class);
    }

    @Test
    void passesOnThatTheSourceHasNoConfig() {
        Manifest single = root(image(MediaTypes.OCI_CONFIG, S390X, digest("nowhere")));

        assertThatThrownBy(() -> select(single)).isInstanceOf(FileNotFoundException.class);
    }

    private Manifest single(String configType, String config) {
        return root(image(configType, config, source.add(config)));
    }

    private List<Digest> kept(String... entries) throws IOException {
        Selected.Index selected = (Selected.Index) select(root(index(entries))).orElseThrow();
        return selected.children().stream().map(Selected::digest).toList();
    }

    private Optional<Selected> select(Manifest root) throws IOException {
        return new PlatformFilter(PlatformSelection.of("amd64,arm/v7", "linux"), new KnownPlatforms())
                .select(root, source);
    }
}
