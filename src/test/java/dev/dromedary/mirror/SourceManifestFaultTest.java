package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.again;
import static dev.dromedary.mirror.FaultCell.harmless;
import static dev.dromedary.mirror.FaultCell.lasting;
import static dev.dromedary.mirror.FaultCell.refused;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GET of the source's manifest. */
class SourceManifestFaultTest extends FaultMatrix {
    private static final String DAMAGED = "manifest of SIDE/team/app:v1.*";

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.source;
    }

    @Override
    List<FaultCell> cells() {
        Fault get = Fault.on("GET", "/v2/team/app/manifests/v1.*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(get));
        cells.addAll(brokenBodies(get));
        cells.addAll(damagedBodies(get));
        cells.add(refused("403", get.status(403, Map.of(), ""), "cannot read SIDE/team/app:v1 \\(403\\).*"));
        cells.add(refused("404", get.status(404, Map.of(), ""), "SIDE/team/app:v1: not found at the source.*"));
        return cells;
    }

    private static List<FaultCell> brokenBodies(Fault get) {
        return List.of(
                again("closed in mid-body", get.cutAfter(100), "cannot .*SIDE.*"),
                again("reset in mid-body", get.resetAfter(100), "cannot .*SIDE.*"),
                again("too long a Content-Length", get.header("Content-Length", "2000"), "cannot .*SIDE.*"),
                lasting("stall in mid-body", get.stallAfter(100), "cannot .*SIDE.*")
                        .still(),
                lasting("trickle", get.trickle(Duration.ofMillis(200)), "cannot .*SIDE.*")
                        .still());
    }

    private static List<FaultCell> damagedBodies(Fault get) {
        String wrong = "sha256:" + "0".repeat(64);
        return List.of(
                again("wrong byte", get.corruptByte(2), DAMAGED),
                again("truncated", get.truncate(100), DAMAGED),
                again("empty", get.truncate(0), DAMAGED),
                again("too short a Content-Length", get.header("Content-Length", "100"), DAMAGED),
                again("another page", get.status(200, Map.of(), "<html>"), DAMAGED),
                again(
                        "wrong digest header",
                        get.header("Docker-Content-Digest", wrong),
                        "manifest of SIDE/team/app:v1 has digest sha256:[0-9a-f]{64}: expected " + wrong + ".*"),
                lasting("10 MB", get.status(200, Map.of(), " ".repeat(10_000_000)), DAMAGED),
                lasting("endless", get.endless(), DAMAGED),
                harmless("no digest header", get.header("Docker-Content-Digest", null)),
                harmless("in chunks", get.header("Content-Length", null)));
    }
}
