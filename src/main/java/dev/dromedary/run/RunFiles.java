package dev.dromedary.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of one run are.
 *
 * @param kind what is done with the list
 * @param name of the run, for the log
 * @param listName the name of the list as it was given, for the failed list's first line
 * @param list what is read
 * @param journal the path of the journal's files without their endings
 * @param failedList where the lines that failed are published
 * @param report where the report is published, if anywhere
 * @param done where the list goes when it is done, if anywhere
 * @param again where a list goes that took the place of this one while it was worked on, if anywhere
 * @param notification where it is published what somebody is to be told of its end, if anybody
 */
public record RunFiles(
        DropFolder.Kind kind,
        String name,
        String listName,
        Path list,
        Path journal,
        Path failedList,
        Optional<Path> report,
        Optional<Path> done,
        Optional<Path> again,
        Optional<Path> notification) {

    /** True when another process goes on with the run; what of it is on the disk then matters. */
    boolean outlivesProcess() {
        return done.isPresent();
    }

    Path okJournal() {
        return journal.resolveSibling(journal.getFileName() + ".ok");
    }

    Path failedJournal() {
        return journal.resolveSibling(journal.getFileName() + ".failed");
    }
}
