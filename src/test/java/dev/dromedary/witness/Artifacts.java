package dev.dromedary.witness;

import static dev.dromedary.witness.Family.OCI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What registries hold besides images. */
final class Artifacts {
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String SIGNED = "sha256-" + "fedcba9876543210".repeat(4) + ".sig";

    private Artifacts() {}

    static List<Recipe> all() {
        return List.of(
                new Recipe("Helm chart", "charts/harbor", "1.14.2", Artifacts::helmChart),
                new Recipe("Helm chart with a plus", "charts/plus", "1.0.0_build.7", Artifacts::helmChart),
                new Recipe("OCI artifact", "artifacts/empty", "1", Artifacts::emptyConfig),
                new Recipe("artifact with a subject", "artifacts/subject", "1", Artifacts::withSubject),
                new Recipe("ORAS artifact", "artifacts/oras", "1", Artifacts::oras),
                new Recipe("cosign signature", "artifacts/signed", SIGNED, Artifacts::cosign),
                new Recipe("WebAssembly module", "artifacts/wasm", "1", Artifacts::wasm));
    }

    static Made helmChart(Workbench bench) {
        ObjectNode config = bench.blob(
                "application/vnd.cncf.helm.config.v1+json",
                "{\"name\":\"harbor\",\"version\":\"1.14.2\",\"apiVersion\":\"v2\"}");
        ObjectNode chart =
                bench.blob("application/vnd.cncf.helm.chart.content.v1.tar+gzip", LayerBytes.gzip(bench.tar(2_000)));
        ObjectNode provenance =
                bench.blob("application/vnd.cncf.helm.chart.provenance.v1.prov", bench.randomBytes(700));
        return Made.of(OCI.manifest, Workbench.manifest(OCI, config, List.of(chart, provenance)));
    }

    /** The empty config of OCI image-spec 1.1 (manifest.md, "Guidance for an Empty Descriptor"). */
    private static Made emptyConfig(Workbench bench) {
        ObjectNode content = bench.blob("application/vnd.example.data.v1", bench.randomBytes(900));
        return artifact(
                "application/vnd.example.thing.v1", bench.blob(EMPTY, "{}").put("data", "e30="), content);
    }

    private static Made withSubject(Workbench bench) {
        ObjectNode sbom = bench.blob("application/spdx+json", "{\"spdxVersion\":\"SPDX-2.3\"}\n");
        ObjectNode manifest = Workbench.manifest(OCI, bench.blob(EMPTY, "{}"), List.of(sbom))
                .put("artifactType", "application/spdx+json");
        manifest.set("subject", bench.child(bench.image(OCI, "linux/amd64")));
        return Made.of(OCI.manifest, manifest);
    }

    private static Made oras(Workbench bench) {
        ObjectNode file = bench.blob("application/vnd.oci.image.layer.v1.tar", "hello world\n");
        Workbench.annotated(file, "org.opencontainers.image.title", "some folder/hello.txt");
        ObjectNode config = bench.blob("application/vnd.unknown.config.v1+json", "{}");
        return Made.of(OCI.manifest, Workbench.manifest(OCI, config, List.of(file)));
    }

    private static Made cosign(Workbench bench) {
        ObjectNode payload = bench.blob(
                "application/vnd.dev.cosign.simplesigning.v1+json",
                "{\"critical\":{\"identity\":{},\"type\":\"cosign container image signature\"},\"optional\":null}");
        Workbench.annotated(payload, "dev.cosignproject.cosign/signature", "MEUCIQDdromedary+/==");
        ObjectNode config = bench.blob(
                OCI.config,
                "{\"architecture\":\"\",\"created\":\"0001-01-01T00:00:00Z\",\"os\":\"\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},\"config\":{}}");
        return Made.of(OCI.manifest, Workbench.manifest(OCI, config, List.of(payload)));
    }

    private static Made wasm(Workbench bench) {
        ObjectNode module = bench.blob("application/wasm", "\0asm\1\0\0\0");
        return artifact("application/vnd.wasm.v1", bench.blob("application/vnd.wasm.config.v0+json", "{}"), module);
    }

    private static Made artifact(String artifactType, ObjectNode config, ObjectNode content) {
        ObjectNode manifest = Workbench.manifest(OCI, config, List.of(content)).put("artifactType", artifactType);
        return Made.of(OCI.manifest, manifest);
    }
}
