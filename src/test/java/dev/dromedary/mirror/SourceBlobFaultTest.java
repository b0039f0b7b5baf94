package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.again;
import static dev.dromedary.mirror.FaultCell.harmless;
import static dev.dromedary.mirror.FaultCell.lasting;
import static dev.dromedary.mirror.FaultCell.passing;
import static dev.dromedary.mirror.FaultCell.refused;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GET of a blob at the source. */
class SourceBlobFaultTest extends FaultMatrix {
    private static final String BLOB = "blob " + LAYER + " of SIDE ";
    private static final String CANNOT = "cannot .*SIDE.*";

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.source;
    }

    @Override
    List<FaultCell> cells() {
        Fault get = Fault.on("GET", "/v2/team/app/blobs/" + LAYER + ".*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(get));
        cells.addAll(brokenBodies(get));
        cells.addAll(damagedBodies(get));
        cells.addAll(refused(get, "cannot read blob " + LAYER + " from SIDE", 403, 404, 451));
        return cells;
    }

    private static List<FaultCell> brokenBodies(Fault get) {
        return List.of(
                again("closed before the first byte", get.cutAfter(0), CANNOT),
                again("closed after a few bytes", get.cutAfter(100), CANNOT),
                again("reset after a few bytes", get.resetAfter(100), CANNOT),
                again("stall after a few bytes", get.stallAfter(100), CANNOT).still(),
                // what came before is kept, so that the second answer brings the rest
                harmless("closed in mid-body", get.cutAfter(200_000)),
                harmless("closed before the last byte", get.cutAfter(LAYER_SIZE - 1)),
                passing("reset in mid-body", get.resetAfter(200_000)),
                harmless("stall in mid-body", get.stallAfter(200_000)).still(),
                harmless("stall before the last byte", get.stallAfter(LAYER_SIZE - 1))
                        .still(),
                harmless(
                        "truncated, in chunks",
                        get.header("Content-Length", null).truncate(200_000)));
    }

    private static List<FaultCell> damagedBodies(Fault get) {
        Fault inChunks = get.header("Content-Length", null);
        return List.of(
                again("wrong byte", get.corruptByte(17), BLOB + "does not have the bytes that its digest names.*"),
                again("wrong last byte", get.corruptByte(LAYER_SIZE - 1), BLOB + "does not have the bytes.*"),
                again("truncated", get.truncate(200_000), ".*SIDE.*"),
                again("empty", get.truncate(0), ".*SIDE.*"),
                again("too long a Content-Length", get.header("Content-Length", "300001"), ".*SIDE.*"),
                again("too short a Content-Length", get.header("Content-Length", "100"), ".*SIDE.*"),
                again("too long, in chunks", inChunks.status(200, Map.of(), "x".repeat(300_001)), ".*SIDE.*"),
                lasting("endless", get.endless(), ".*SIDE.*"),
                harmless("in chunks", inChunks),
                harmless("no digest header", get.header("Docker-Content-Digest", null)),
                harmless("wrong digest header", get.header("Docker-Content-Digest", "sha256:" + "0".repeat(64))));
    }
}
