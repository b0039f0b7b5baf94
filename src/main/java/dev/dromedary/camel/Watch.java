package dev.dromedary.camel;

import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.RunResult;
import java.util.function.Function;

/** Who is shown what the routes do: the server's meters, or nobody. A one-shot command loads nothing for it. */
interface Watch {
    Watch NOBODY = new Watch() {};

    default TrafficListener traffic() {
        return TrafficListener.NONE;
    }

    /** A line was settled. */
    default void settled(DropFolder.Kind kind, LineRecord record) {}

    /** A turn at a list is over. */
    default void ended(DropFolder.Kind kind, RunResult result) {}

    /** The same work, watched. */
    default Function<MirrorRequest, CopyOutcome> watched(
            DropFolder.Kind kind, Function<MirrorRequest, CopyOutcome> work) {
        return work;
    }
}
