package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.harmless;
import static dev.dromedary.mirror.FaultCell.refused;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HEAD of the source's manifest, which is asked where the destination's tag is another image. */
class SourceManifestHeadFaultTest extends FaultMatrix {

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.source;
    }

    @Override
    void prepare(CopyFixture copies) {
        new Sample(copies.destinationApi(), CopyFixture.TO).tagged("v1", 77);
    }

    @Override
    List<FaultCell> cells() {
        Fault head = Fault.on("HEAD", "/v2/team/app/manifests/v1.*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(head));
        cells.add(refused("403", head.status(403, Map.of(), ""), "cannot look up SIDE/team/app:v1 \\(403\\).*"));
        cells.add(harmless("405", head.status(405, Map.of(), "")));
        cells.add(harmless("no digest", head.header("Docker-Content-Digest", null)));
        cells.add(harmless("no digest that is one", head.header("Docker-Content-Digest", "sha256:xyz")));
        cells.add(harmless("wrong digest", head.header("Docker-Content-Digest", "sha256:" + "0".repeat(64))));
        cells.add(harmless("wrong length", head.header("Content-Length", "7")));
        return cells;
    }
}
