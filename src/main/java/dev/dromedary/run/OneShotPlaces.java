package dev.dromedary.run;

import dev.dromedary.list.OneLine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a one-shot command keeps the files of its only run.
 *
 * @param temporary a folder of this run's own, for its journal
 * @param failedList where the lines that failed are published
 * @param report where the report is published, if anybody wants it
 */
public record OneShotPlaces(DropFolder.Kind kind, Path temporary, Path failedList, Optional<Path> report)
        implements RunPlaces {

    @Override
    public RunFiles filesOf(Path list) {
        String name = OneLine.of(String.valueOf(list.getFileName()));
        return new RunFiles(
                kind,
                name,
                name,
                list,
                temporary.resolve("journal"),
                failedList,
                report,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Nothing to put away: the command answers with the reason, and the list is the caller's. */
    @Override
    public void reject(RunFiles files, String reason) {}
}
