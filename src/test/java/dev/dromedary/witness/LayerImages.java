package dev.dromedary.witness;

import static dev.dromedary.witness.Family.DOCKER;
import static dev.dromedary.witness.Family.OCI;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.Digest;
import dev.dromedary.witness.Workbench.Layer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Single images whose layers are special: none, many, shared, elsewhere, in other formats. */
final class LayerImages {
    private static final String BASED = "layers/shared";

    private LayerImages() {}

    static List<Recipe> all() {
        return List.of(
                new Recipe("Docker without layers", "layers/none", "docker", bench -> none(bench, DOCKER)),
                new Recipe("OCI without layers", "layers/none", "oci", bench -> none(bench, OCI)),
                new Recipe("empty gzip layer", "layers/empty-gzip", "1", LayerImages::emptyGzip),
                new Recipe("layer of no bytes", "layers/no-bytes", "1", LayerImages::noBytes),
                new Recipe("the same layer twice", "layers/twice", "1", LayerImages::twice),
                new Recipe("100 layers", "layers/hundred", "1", LayerImages::hundred),
                new Recipe("shared base", BASED, "1", bench -> based(bench, 1)),
                new Recipe("shared base, same repository", BASED, "2", bench -> based(bench, 2)),
                new Recipe("shared base, other repository", "layers/shared-too", "1", bench -> based(bench, 1)),
                new Recipe("shared base, other project", "shared/base", "1", bench -> based(bench, 3)),
                new Recipe("zstd layers", "layers/zstd", "1", LayerImages::zstd),
                new Recipe("uncompressed layer", "layers/tar", "1", LayerImages::uncompressed),
                new Recipe("large layer", "layers/large", "1", LayerImages::large),
                new Recipe("sha512 layer", "layers/sha512", "1", LayerImages::sha512),
                new Recipe("Docker foreign layer", "layers/foreign", "docker", LayerImages::foreignDocker),
                new Recipe("OCI foreign layer", "layers/foreign", "oci", LayerImages::foreignOci));
    }

    private static Made none(Workbench bench, Family family) {
        return bench.image(family, "linux/amd64", List.of());
    }

    private static Made emptyGzip(Workbench bench) {
        Layer empty = new Layer(bench.blob(DOCKER.layer, LayerBytes.EMPTY_GZIP), Workbench.diffId(new byte[1024]));
        return bench.image(DOCKER, "linux/amd64", List.of(bench.layer(DOCKER), empty));
    }

    private static Made noBytes(Workbench bench) {
        byte[] nothing = new byte[0];
        Layer layer =
                new Layer(bench.blob("application/vnd.oci.image.layer.v1.tar", nothing), Workbench.diffId(nothing));
        return bench.image(OCI, "linux/amd64", List.of(layer));
    }

    private static Made twice(Workbench bench) {
        Layer layer = bench.layer(DOCKER);
        return bench.image(DOCKER, "linux/amd64", List.of(layer, bench.layer(DOCKER), layer));
    }

    private static Made hundred(Workbench bench) {
        return bench.image(
                OCI,
                "linux/amd64",
                IntStream.range(0, 100).mapToObj(i -> bench.layer(OCI, 100)).toList());
    }

    private static Made based(Workbench bench, int more) {
        List<Layer> layers = Stream.concat(Stream.of(bench.sharedLayer(DOCKER)), bench.layers(DOCKER, more).stream())
                .toList();
        return bench.image(DOCKER, "linux/amd64", layers);
    }

    private static Made zstd(Workbench bench) {
        byte[] tar = bench.tar(5_000);
        Layer zstd = new Layer(
                bench.blob("application/vnd.oci.image.layer.v1.tar+zstd", LayerBytes.zstd(tar)), Workbench.diffId(tar));
        return bench.image(OCI, "linux/amd64", List.of(bench.layer(OCI), zstd));
    }

    private static Made uncompressed(Workbench bench) {
        byte[] tar = bench.tar(5_000);
        Layer layer = new Layer(bench.blob("application/vnd.oci.image.layer.v1.tar", tar), Workbench.diffId(tar));
        return bench.image(OCI, "linux/amd64", List.of(layer));
    }

    private static Made large(Workbench bench) {
        return bench.image(DOCKER, "linux/amd64", List.of(bench.layer(DOCKER, 3_000_000)));
    }

    private static Made sha512(Workbench bench) {
        byte[] tar = bench.tar(5_000);
        Layer layer = new Layer(bench.sha512Blob(OCI.layer, LayerBytes.gzip(tar)), Workbench.diffId(tar));
        return bench.image(OCI, "linux/amd64", List.of(bench.layer(OCI), layer));
    }

    private static Made foreignDocker(Workbench bench) {
        Layer foreign = foreign("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
        return bench.image(DOCKER, "windows/amd64", List.of(foreign, bench.layer(DOCKER)));
    }

    private static Made foreignOci(Workbench bench) {
        Layer foreign = foreign("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip");
        return bench.image(OCI, "windows/amd64", List.of(foreign, bench.layer(OCI)));
    }

    /** A layer that no registry holds: whoever needs it gets it from its address. */
    private static Layer foreign(String mediaType) {
        Digest digest = Digest.sha256(mediaType.getBytes(StandardCharsets.UTF_8));
        ObjectNode descriptor = Workbench.descriptor(mediaType, digest, 1_234_567_890L);
        descriptor.putArray("urls").add("https://mcr.example.com/v2/windows/blobs/" + digest);
        return new Layer(descriptor, digest.toString());
    }
}
