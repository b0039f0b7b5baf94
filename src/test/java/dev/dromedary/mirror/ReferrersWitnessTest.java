package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.image.AllowList;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.witness.DockerRegistry;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Walk;
import dev.dromedary.witness.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two real registries, neither of which has the referrers API. */
@Witness
class ReferrersWitnessTest {
    private static final String FROM = "team/app";
    private static final String TO = "copy/app";

    @TempDir
    private Path folder;

    @Test
    void bringsASignatureAndAListUnderATag() throws IOException {
        try (DockerRegistry source = DockerRegistry.start(folder.resolve("source"));
                DockerRegistry destination = DockerRegistry.start(folder.resolve("destination"));
                Registries registries =
                        new Registries(RegistryRules.usual(true), registry -> Optional.empty(), "dromedary/test")) {
            Digest image = new Sample(source.api(), FROM).tagged("v1", 1);
            ReferrerSample referrers = new ReferrerSample(source.api(), FROM);
            Digest signature = referrers.cosign(image, ".sig", 10);
            ObjectNode sbom = referrers.referrer(image, 20);
            referrers.list(image, List.of(sbom));
            AllowList any = AllowList.of("*");
            ImageMirror mirror = new ImageMirror(registries, new AllowedNames(any, any), true, null);
            MirrorRequest request = new MirrorRequest(
                    reference(source, FROM), reference(destination, TO), PlatformSelection.ALL, false);

            assertThat(mirror.copy(request)).isInstanceOf(CopyOutcome.Copied.class);

            RegistryApi api = destination.api();
            String tag = ReferrerSample.tag(image);
            assertThat(api.headManifest(TO, tag + ".sig")).hasValue(signature.toString());
            assertThat(List.of("v1", tag + ".sig", tag, sbom.path("digest").textValue()))
                    .allSatisfy(
                            copied -> assertThat(Walk.problems(api, TO, copied)).isEmpty());
            assertThat(new String(api.getManifest(TO, tag).orElseThrow().bytes(), StandardCharsets.UTF_8))
                    .contains(sbom.toString());
            assertThat(mirror.copy(request)).isEqualTo(new CopyOutcome.UpToDate(image));
            assertThat(source.count("GET", ".*/referrers/.*")).isOne();
            assertThat(destination.count("GET", ".*/referrers/.*")).isOne();
        }
    }

    private static Reference reference(DockerRegistry registry, String repository) {
        return new Reference(new ImageName(new RegistryName(registry.name()), repository), "v1");
    }
}
