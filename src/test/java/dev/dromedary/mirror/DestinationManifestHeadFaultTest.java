package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.harmless;
import static dev.dromedary.mirror.FaultCell.refused;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HEAD of the manifest at the destination, where only a 404 means that it is not there. */
class DestinationManifestHeadFaultTest extends FaultMatrix {

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.destination;
    }

    @Override
    void prepare(CopyFixture copies) {
        new Sample(copies.destinationApi(), CopyFixture.TO).tagged("v1", 77);
    }

    @Override
    List<FaultCell> cells() {
        Fault head = Fault.on("HEAD", "/v2/copy/app/manifests/v1.*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(head));
        cells.addAll(refused(head, "cannot look up SIDE/copy/app:v1", 400, 403, 501));
        cells.add(harmless("404", head.status(404, Map.of(), "")));
        cells.add(harmless("405", head.status(405, Map.of(), "")));
        cells.add(harmless("no digest", head.header("Docker-Content-Digest", null)));
        cells.add(harmless("wrong digest", head.header("Docker-Content-Digest", "sha256:" + "0".repeat(64))));
        return cells;
    }
}
