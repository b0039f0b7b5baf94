package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.again;
import static dev.dromedary.mirror.FaultCell.harmless;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** POST of an upload, which also asks whether the blob is there. */
class UploadStartFaultTest extends FaultMatrix {

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.destination;
    }

    @Override
    List<FaultCell> cells() {
        Fault post = Fault.on("POST", "/v2/copy/app/blobs/uploads/.*");
        Fault mount = Fault.on("POST", "/v2/copy/app/blobs/uploads/.*mount=.*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(post));
        // a 401 or 403 to a mount is asked again without it
        cells.removeIf(cell -> cell.name().equals("401 from nobody"));
        cells.add(harmless("401 to a mount", mount.status(401, Map.of(), "")));
        cells.add(harmless("403 to a mount", mount.status(403, Map.of(), "")));
        // a mount may be refused where a plain upload is not
        cells.add(again("404", post.status(404, Map.of(), ""), "cannot .*SIDE.*\\(404\\).*"));
        cells.add(harmless("takes every mount for an upload", post.withoutQuery()));
        return cells;
    }
}
