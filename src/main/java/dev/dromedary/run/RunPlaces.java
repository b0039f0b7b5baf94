package dev.dromedary.run;

import java.io.IOException;
import java.nio.file.Path;

/** Where runs keep their files: the server's data folder, or what a one-shot command was told. */
public interface RunPlaces {

    RunFiles filesOf(Path list);

    /** Puts a list that can't be taken out of the way and says why. */
    void reject(RunFiles files, String reason) throws IOException;
}
