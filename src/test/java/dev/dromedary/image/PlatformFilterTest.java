package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.digest;
import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.index;
import static dev.dromedary.image.FakeManifestSource.root;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformFilterTest {
    private final FakeManifestSource source = new FakeManifestSource();

    @Test
    void keepsAnIndexOfWhichEverythingIsSelected() throws IOException {
        Manifest root = root(" " + index(entry("linux/amd64"), entry("linux/arm64")) + "\n");

        Selected.Index selected = selected(root, "amd64,arm64", "linux");

        assertThat(selected.manifest()).isSameAs(root);
        assertThat(selected.filtered()).isFalse();
        assertThat(selected.children())
                .extracting(Selected::digest)
                .containsExactly(digest("linux/amd64"), digest("linux/arm64"));
        assertThat(source.lookups()).isEmpty();
    }

    @Test
    void keepsTheMembersItDoesNotKnowInOrder() throws IOException {
        String amd64 = "sha256:" + "a".repeat(64);
        String s390x = "sha256:" + "b".repeat(64);
        Manifest root = root("""
                {
                  "zeta" : [ 1.0, 1e3, 12345678901234567890123, -0.10, {"deep": [true, null]} ],
                  "manifests" : [
                    { "size": 5, "platform": {"os.features": ["x"], "architecture": "s390x", "os": "linux"},
                      "digest": "%s", "mediaType": "application/vnd.docker.distribution.manifest.v2+json" },
                    { "x-own": {"b": 1, "a": "\\u00e9\\n\\"\\/\\u0001"}, "size": 7,
                      "platform": {"os.version": "1", "os": "linux", "architecture": "amd64", "features": []},
                      "digest": "%s", "mediaType": "application/vnd.docker.distribution.manifest.v2+json" }
                  ],
                  "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json",
                  "annotations": {"o": "ö", "": ""},
                  "schemaVersion": 2
                }
                """.formatted(s390x, amd64));

        Selected.Index selected = selected(root, "amd64", "linux");

        assertThat(selected.filtered()).isTrue();
        assertThat(selected.manifest().mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
        assertThat(new String(selected.manifest().bytes(), UTF_8))
                .isEqualTo(("{\"zeta\":[1.0,1E+3,12345678901234567890123,-0.10,{\"deep\":[true,null]}],"
                                + "\"manifests\":[{\"x-own\":{\"b\":1,\"a\":\"é\\n\\\"/\\u0001\"},\"size\":7,"
                                + "\"platform\":{\"os.version\":\"1\",\"os\":\"linux\",\"architecture\":\"amd64\",\"features\":[]},"
                                + "\"digest\":\"%s\",\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\"}],"
                                + "\"mediaType\":\"application/vnd.docker.distribution.manifest.list.v2+json\","
                                + "\"annotations\":{\"o\":\"ö\",\"\":\"\"},\"schemaVersion\":2}")
                        .formatted(amd64));
    }

    @Test
    void givesTheSameBytesForTheSameInput() throws IOException {
        String json = index(entry("linux/amd64"), entry("linux/s390x"), entry("linux/arm/v7"));

        Selected.Index once = selected(root(json), "amd64,arm", "linux");
        Selected.Index again = selected(root(json), "arm , x86_64", "linux,windows");

        assertThat(again.manifest().bytes()).isEqualTo(once.manifest().bytes());
        assertThat(again.manifest().digest())
                .isEqualTo(Digest.sha256(again.manifest().bytes()));
    }

    @Test
    void filtersAFilteredIndexNoFurther() throws IOException {
        Manifest once = selected(root(index(entry("linux/amd64"), entry("linux/s390x"))), "amd64", "linux")
                .manifest();

        assertThat(selected(once, "amd64", "linux").manifest()).isSameAs(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaTypes.DOCKER_LIST, MediaTypes.OCI_INDEX, "application/vnd.example.index.v9+json"})
    void keepsTheMediaType(String mediaType) throws IOException {
        Manifest root =
                root(index(entry("linux/amd64"), entry("linux/s390x")).replace(MediaTypes.OCI_INDEX, mediaType));

        assertThat(selected(root, "amd64", "linux").manifest().mediaType()).isEqualTo(mediaType);
    }

    @Test
    void keepsAnIndexWithoutAMediaTypeMemberWithoutOne() throws IOException {
        String json = "{\"manifests\":[" + entry("linux/s390x") + "," + entry("linux/amd64") + "]}";

        Manifest manifest = selected(Manifest.of(json.getBytes(UTF_8), MediaTypes.DOCKER_LIST), "amd64", "linux")
                .manifest();

        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
        assertThat(manifest.bytes()).asString(UTF_8).isEqualTo("{\"manifests\":[" + entry("linux/amd64") + "]}");
    }

    @Test
    void selectsByOperatingSystemToo() throws IOException {
        Manifest root = root(index(entry("windows/amd64"), entry("linux/amd64"), entry("linux/s390x")));

        assertThat(selected(root, "amd64", "windows").children())
                .extracting(Selected::digest)
                .containsExactly(digest("windows/amd64"));
    }

    @Test
    void selectsNothingWhenNoPlatformIsWanted() throws IOException {
        Manifest root = root(index(entry("linux/ppc64le"), entry("linux/s390x")));

        assertThat(select(root, "amd64,arm64", "linux,windows")).isEmpty();
        assertThat(source.lookups()).isEmpty();
    }

    @Test
    void copiesAnIndexInWhichNoEntryHasAPlatform() throws IOException {
        Manifest root = root(index(
                entry(MediaTypes.OCI_MANIFEST, digest("a"), ""),
                entry(
                        MediaTypes.OCI_MANIFEST,
                        digest("b"),
                        ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}"),
                entry(MediaTypes.OCI_MANIFEST, digest("c"), ",\"platform\":null"),
                entry(MediaTypes.OCI_MANIFEST, digest("d"), ",\"platform\":{}")));

        Selected.Index selected = selected(root, "amd64", "linux");

        assertThat(selected.manifest()).isSameAs(root);
        assertThat(selected.children()).hasSize(4);
        assertThat(source.lookups()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void copiesAnIndexWithoutEntries(String entries) throws IOException {
        Manifest root = root("{\"schemaVersion\":2,\"manifests\":" + entries + "}");

        assertThat(selected(root, "amd64", "linux")).isEqualTo(new Selected.Index(root, List.of(), false));
    }

    @Test
    void listsAChildThatStandsTwiceOnce() throws IOException {
        String twice = entry("linux/amd64");
        Manifest root = root(index(twice, twice));

        Selected.Index selected = selected(root, "amd64", "linux");

        assertThat(selected.manifest()).isSameAs(root);
        assertThat(selected.children()).hasSize(1);
    }

    private Selected.Index selected(Manifest root, String arch, String os) throws IOException {
        return (Selected.Index) select(root, arch, os).orElseThrow();
    }

    private Optional<Selected> select(Manifest root, String arch, String os) throws IOException {
        return new PlatformFilter(PlatformSelection.of(arch, os), new KnownPlatforms()).select(root, source);
    }
}
