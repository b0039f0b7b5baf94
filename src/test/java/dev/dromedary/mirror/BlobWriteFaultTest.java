package dev.dromedary.mirror;

import static dev.dromedary.mirror.FaultCell.again;
import static dev.dromedary.mirror.FaultCell.harmless;
import static dev.dromedary.mirror.FaultCell.refused;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PUT of a blob's content. */
class BlobWriteFaultTest extends FaultMatrix {
    private static final String CANNOT = "cannot .*SIDE.*";

    @Override
    FaultyRegistry side(CopyFixture copies) {
        return copies.destination;
    }

    @Override
    List<FaultCell> cells() {
        Fault put = Fault.on("PUT", "/v2/copy/app/blobs/uploads/.*" + LAYER.replace(":", "(:|%3A)") + ".*");
        List<FaultCell> cells = new ArrayList<>(FaultCell.usual(put));
        // the answer may take as long as the registry hashes; a loop of places with digests is in RedirectedUploadTest
        cells.removeIf(cell -> cell.name().equals("silence") || cell.name().equals("redirect loop"));
        // the blob is begun anew once: a token may have run out on the way
        cells.removeIf(cell -> cell.name().equals("401 from nobody"));
        cells.add(again("401 from nobody", put.status(401, Map.of(), ""), BLOB_AT + ".*\\(401.*"));
        cells.addAll(List.of(
                again("reset in mid-body", put.resetWhileReading(100_000), CANNOT),
                again("reset before the last byte", put.resetWhileReading(LAYER_SIZE - 1), CANNOT),
                again("reset in mid-body, part of it kept", put.keepThenReset(100_000), CANNOT),
                harmless("taken, but answered 500", put.takeThen(500)),
                harmless("taken, but answered 502", put.takeThen(502)),
                harmless("taken, but the answer is lost", put.cutAnswer()),
                refused("403", put.status(403, Map.of(), DENIED), BLOB + "\\(403 DENIED: no quota left\\).*"),
                refused("413", put.status(413, Map.of(), ""), BLOB + "\\(413\\).*"),
                again("404 of the session", put.status(404, Map.of(), ""), BLOB + "\\(404\\).*"),
                refused(
                        "redirect to where nothing is",
                        put.status(307, Map.of("Location", "/x"), ""),
                        BLOB + "\\(404.*")));
        return cells;
    }

    private static final String DENIED = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no quota left\"}]}";
    private static final String BLOB_AT = "cannot write blob " + LAYER + " to SIDE";
    private static final String BLOB = BLOB_AT + " ";
}
