package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.passing;
import static dev.dromedary.mirror.FaultCell.refused;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.util.ArrayList;
import java.util.List;

/** PUT of the manifest under its tag. */
class DestinationManifestFaultTest extends FaultMatrix {

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.destination;
    }

    @Override
    List<FaultCell> cells() {
        Fault put = Fault.on("PUT", "/v2/copy/app/manifests/v1.*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(put));
        cells.add(passing("taken, but answered 500", put.takeThen(500)));
        cells.add(passing("taken, but the answer is lost", put.cutAnswer()));
        cells.addAll(refused(put, "cannot write SIDE/copy/app:v1", 400, 403, 412));
        return cells;
    }
}
