package dev.dromedary.run;

import java.time.Instant;
import java.util.Optional;

/** The times at which something is due. */
public interface Timetable {

    /** The first of them after this moment, if there is one. */
    Optional<Instant> after(Instant moment);
}
