package dev.dromedary.camel;

import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.RunResult;
import java.util.function.Function;

/** Who is shown what the routes do: the server's meters, or one-shot commands, which want little of it. */
interface Watch {
    /** Looks at nothing but the traffic. */
    static Watch ofTraffic(TrafficListener listener) {
        return new Watch() {
            @Override
            public TrafficListener traffic() {
                return listener;
            }
        };
    }

    TrafficListener traffic();

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
