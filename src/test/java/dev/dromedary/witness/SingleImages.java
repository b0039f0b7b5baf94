package dev.dromedary.witness;

import static dev.dromedary.witness.Family.DOCKER;
import static dev.dromedary.witness.Family.OCI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.witness.Workbench.Layer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Single images: names, tags, configs and annotations. */
final class SingleImages {
    private static final String DEEP = "deep/b/c/d/e";
    private static final String TWICE = "single/two-tags";

    private SingleImages() {}

    static List<Recipe> all() {
        return List.of(
                new Recipe("Docker image", "library/docker", "1.0", bench -> bench.image(DOCKER, "linux/amd64")),
                new Recipe("OCI image", "library/oci", "latest", bench -> bench.image(OCI, "linux/amd64")),
                new Recipe("arm64 image", "single/arm64", "1", bench -> bench.image(OCI, "linux/arm64/v8")),
                new Recipe("s390x image", "single/s390x", "1", bench -> bench.image(DOCKER, "linux/s390x")),
                new Recipe("annotations", "single/annotated", "1", SingleImages::annotations),
                new Recipe("OCI without mediaType", "single/no-media-type", "1", SingleImages::withoutMediaType),
                new Recipe("deep repository", DEEP, "1.0", bench -> bench.image(OCI, "linux/amd64")),
                new Recipe("long repository", longRepository(), "1", bench -> bench.image(OCI, "linux/amd64")),
                new Recipe("separators", "a__b/c-d.e---f/g_h", "1", bench -> bench.image(DOCKER, "linux/amd64")),
                new Recipe("longest tag", "single/tags", "_" + "a".repeat(127), SingleImages::tagged),
                new Recipe("odd tag", "single/odd-tag", "V1.2.3-RC.1_Final..X", SingleImages::tagged),
                new Recipe("first of two tags", TWICE, "1.2.3", SingleImages::tagged),
                new Recipe("second of two tags", TWICE, "1.2", SingleImages::tagged),
                new Recipe("manifest near 1 MiB", "single/huge-manifest", "1", SingleImages::hugeManifest),
                new Recipe("unusual config", "single/config", "1", SingleImages::unusualConfig),
                new Recipe("config without os", "single/no-os", "1", SingleImages::configWithoutOs),
                new Recipe("embedded config", "single/embedded", "1", SingleImages::embeddedConfig));
    }

    private static Made tagged(Workbench bench) {
        return bench.image(DOCKER, "linux/amd64");
    }

    /** 230 characters: registries take 255, but skopeo counts the host too. */
    private static String longRepository() {
        return "long/" + "x".repeat(120) + "/" + "y".repeat(104);
    }

    private static Made annotations(Workbench bench) {
        ObjectNode manifest = bench.imageNode(OCI, "linux/amd64", bench.layers(OCI, 2));
        Workbench.annotated(manifest, "org.opencontainers.image.title", "a \"quoted\" title");
        Workbench.annotated(manifest, "", "an annotation without a name");
        Workbench.annotated((ObjectNode) manifest.path("config"), "about", "the config");
        Workbench.annotated((ObjectNode) manifest.path("layers").path(0), "about", "the first layer");
        return Made.of(OCI.manifest, manifest);
    }

    private static Made withoutMediaType(Workbench bench) {
        ObjectNode manifest = bench.imageNode(OCI, "linux/amd64", bench.layers(OCI, 1));
        manifest.remove("mediaType");
        return Made.of(OCI.manifest, manifest);
    }

    private static Made hugeManifest(Workbench bench) {
        ObjectNode manifest = bench.imageNode(OCI, "linux/amd64", bench.layers(OCI, 1));
        for (int i = 0; i < 1_000; i++) {
            Workbench.annotated(manifest, "dev.dromedary.filler." + i, "x".repeat(1_000));
        }
        return Made.of(OCI.manifest, manifest);
    }

    private static Made unusualConfig(Workbench bench) {
        List<Layer> layers = bench.layers(OCI, 1);
        ObjectNode config = Workbench.config("linux/amd64", layers);
        config.put("author", "Þórr <thor@example.com>")
                .putNull("history")
                .put("moby.buildkit.cache.v0", "AAAA")
                .putObject("io.example")
                .putArray("nested")
                .addArray();
        config.withObject("/config").putObject("ExposedPorts").putObject("53/udp");
        ObjectNode descriptor = bench.blob(OCI.config, config.toPrettyString() + "\n");
        return Made.of(
                OCI.manifest,
                Workbench.manifest(OCI, descriptor, List.of(layers.get(0).descriptor())));
    }

    private static Made configWithoutOs(Workbench bench) {
        List<Layer> layers = bench.layers(DOCKER, 1);
        ObjectNode config = Workbench.config("linux/amd64", layers).put("os", "");
        ObjectNode descriptor = bench.blob(DOCKER.config, config.toString());
        return Made.of(
                DOCKER.manifest,
                Workbench.manifest(DOCKER, descriptor, List.of(layers.get(0).descriptor())));
    }

    /** The config's bytes are in its descriptor too (OCI descriptor.md, "data"). */
    private static Made embeddedConfig(Workbench bench) {
        List<Layer> layers = bench.layers(OCI, 1);
        byte[] config = Workbench.config("linux/amd64", layers).toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode descriptor =
                bench.blob(OCI.config, config).put("data", Base64.getEncoder().encodeToString(config));
        return Made.of(
                OCI.manifest,
                Workbench.manifest(OCI, descriptor, List.of(layers.get(0).descriptor())));
    }
}
