package dev.dromedary.witness;

import static dev.dromedary.witness.Family.DOCKER;
import static dev.dromedary.witness.Family.OCI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Docker manifest lists and OCI indexes. */
final class IndexImages {
    private static final String IN_TOTO = "application/vnd.in-toto+json";

    private IndexImages() {}

    static List<Recipe> all() {
        return List.of(
                new Recipe("Docker list of 3", "index/docker", "3", bench -> list(bench, "amd64", "arm64", "s390x")),
                new Recipe("Docker list of 6", "index/docker6", "6", IndexImages::sixPlatforms),
                new Recipe("OCI index", "index/oci", "latest", IndexImages::plain),
                new Recipe("OCI index without mediaType", "index/no-media-type", "1", IndexImages::withoutMediaType),
                new Recipe("index with annotations", "index/annotated", "1", IndexImages::annotations),
                new Recipe("attestations", "index/attested", "1", IndexImages::attested),
                new Recipe("attestation of nothing here", "index/lone-attestation", "1", IndexImages::loneAttestation),
                new Recipe("nested index", "index/nested", "1", bench -> nested(bench, 1)),
                new Recipe("twice nested index", "index/nested-twice", "1", bench -> nested(bench, 2)),
                new Recipe("Docker list in a list", "index/nested-docker", "1", IndexImages::nestedList),
                new Recipe("entry without platform", "index/no-platform", "1", IndexImages::withoutPlatform),
                new Recipe("no entry has a platform", "index/no-platforms", "1", IndexImages::noPlatforms),
                new Recipe("unknown platform", "index/unknown", "1", IndexImages::unknownPlatform),
                new Recipe("arm variants", "index/arm", "1", IndexImages::armVariants),
                new Recipe("amd64 variants", "index/amd64", "1", IndexImages::amd64Variants),
                new Recipe("Windows versions", "index/windows", "1", IndexImages::windows),
                new Recipe("OCI index of Docker images", "index/mixed", "1", IndexImages::mixed),
                new Recipe("the same entry twice", "index/same-twice", "1", IndexImages::sameTwice),
                new Recipe("artifact in an index", "index/artifact", "1", IndexImages::withArtifact),
                new Recipe("index of nothing", "index/empty", "1", bench -> Workbench.index(OCI, List.of())));
    }

    private static Made list(Workbench bench, String... architectures) {
        return Workbench.index(
                DOCKER,
                Stream.of(architectures)
                        .map(architecture -> bench.entry(DOCKER, "linux/" + architecture))
                        .toList());
    }

    private static Made sixPlatforms(Workbench bench) {
        String[] platforms = {
            "linux/386", "linux/amd64", "linux/arm/v7", "linux/arm64/v8", "linux/ppc64le", "windows/amd64"
        };
        return Workbench.index(DOCKER, bench.entries(DOCKER, platforms));
    }

    private static Made plain(Workbench bench) {
        return Workbench.index(OCI, bench.entries(OCI, "linux/amd64", "linux/arm64"));
    }

    private static Made withoutMediaType(Workbench bench) {
        ObjectNode index = Workbench.indexNode(OCI, bench.entries(OCI, "linux/amd64", "linux/arm64"));
        index.remove("mediaType");
        return Made.of(OCI.index, index);
    }

    private static Made annotations(Workbench bench) {
        List<ObjectNode> entries = bench.entries(OCI, "linux/amd64", "linux/riscv64");
        entries.forEach(entry -> Workbench.annotated(entry, "com.example.base", "<scratch> & \"more\""));
        ObjectNode index = Workbench.indexNode(OCI, entries);
        Workbench.annotated(index, "org.opencontainers.image.ref.name", "1");
        return Made.of(OCI.index, Workbench.annotated(index, "com.example.empty", ""));
    }

    private static Made attested(Workbench bench) {
        List<ObjectNode> images = bench.entries(OCI, "linux/amd64", "linux/arm64");
        List<ObjectNode> entries = new ArrayList<>(images);
        images.forEach(
                image -> entries.add(attestation(bench, image.path("digest").textValue())));
        return Workbench.index(OCI, entries);
    }

    private static Made loneAttestation(Workbench bench) {
        ObjectNode stranger = attestation(bench, "sha256:" + "0123456789abcdef".repeat(4));
        return Workbench.index(OCI, List.of(bench.entry(OCI, "linux/amd64"), stranger));
    }

    /** What buildx adds to an index for each image: provenance under the platform unknown/unknown. */
    private static ObjectNode attestation(Workbench bench, String of) {
        ObjectNode statement =
                bench.blob(IN_TOTO, "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"of\":\"" + of + "\"}");
        Workbench.annotated(statement, "in-toto.io/predicate-type", "https://slsa.dev/provenance/v0.2");
        ObjectNode config = bench.blob(
                OCI.config, Workbench.config("unknown/unknown", List.of()).toString());
        ObjectNode entry = bench.child(Made.of(OCI.manifest, Workbench.manifest(OCI, config, List.of(statement))));
        entry.set("platform", Workbench.platform("unknown/unknown"));
        Workbench.annotated(entry, "vnd.docker.reference.digest", of);
        return Workbench.annotated(entry, "vnd.docker.reference.type", "attestation-manifest");
    }

    private static Made nested(Workbench bench, int levels) {
        Made inner = plain(bench);
        for (int level = 0; level < levels; level++) {
            inner = Workbench.index(OCI, List.of(bench.entry(OCI, "linux/ppc64le"), bench.child(inner)));
        }
        return inner;
    }

    private static Made nestedList(Workbench bench) {
        Made inner = list(bench, "amd64", "arm64");
        return Workbench.index(DOCKER, List.of(bench.entry(DOCKER, "linux/ppc64le"), bench.child(inner)));
    }

    private static Made withoutPlatform(Workbench bench) {
        ObjectNode bare = bench.child(bench.image(OCI, "linux/arm64"));
        return Workbench.index(OCI, List.of(bench.entry(OCI, "linux/amd64"), bare));
    }

    private static Made noPlatforms(Workbench bench) {
        ObjectNode first = bench.child(bench.image(OCI, "linux/amd64"));
        ObjectNode second = bench.child(bench.image(OCI, "linux/mips64le"));
        return Workbench.index(OCI, List.of(first, second));
    }

    private static Made unknownPlatform(Workbench bench) {
        return Workbench.index(OCI, bench.entries(OCI, "linux/amd64", "unknown/unknown"));
    }

    private static Made armVariants(Workbench bench) {
        String[] platforms = {"linux/arm/v5", "linux/arm/v6", "linux/arm/v7", "linux/arm64/v8", "linux/arm64"};
        return Workbench.index(DOCKER, bench.entries(DOCKER, platforms));
    }

    private static Made amd64Variants(Workbench bench) {
        return Workbench.index(OCI, bench.entries(OCI, "linux/amd64", "linux/amd64/v2", "linux/amd64/v3"));
    }

    private static Made windows(Workbench bench) {
        List<ObjectNode> entries = bench.entries(DOCKER, "windows/amd64", "windows/amd64", "linux/amd64");
        ObjectNode older = (ObjectNode) entries.get(0).path("platform");
        older.put("os.version", "10.0.17763.6054").putArray("os.features").add("win32k");
        ObjectNode newer = (ObjectNode) entries.get(1).path("platform");
        newer.put("os.version", "10.0.20348.2582");
        return Workbench.index(DOCKER, entries);
    }

    private static Made mixed(Workbench bench) {
        return Workbench.index(OCI, List.of(bench.entry(DOCKER, "linux/amd64"), bench.entry(OCI, "linux/arm64")));
    }

    private static Made sameTwice(Workbench bench) {
        ObjectNode entry = bench.entry(DOCKER, "linux/amd64");
        ObjectNode again = entry.deepCopy();
        again.set("platform", Workbench.platform("linux/arm64"));
        return Workbench.index(DOCKER, List.of(entry, again));
    }

    private static Made withArtifact(Workbench bench) {
        return Workbench.index(OCI, List.of(bench.entry(OCI, "linux/amd64"), bench.child(Artifacts.helmChart(bench))));
    }
}
