package dev.dromedary.run;

import dev.dromedary.list.ListLine;
import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a run, in this order: failed list, report, notification, list moved to its place, journal deleted. A process that is killed
 * between two of these steps does them all again at the next start, with the same results.
 */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final RunFiles files;
    private final Journal journal;
    private final String stopReason;

    /** @param stopReason why not all lines were begun; empty when they were */
    Publication(RunFiles files, Journal journal, String stopReason) {
        this.files = files;
        this.journal = journal;
        this.stopReason = stopReason;
    }

    /**
     * Returns the failed list, if there is one. Throws, and leaves the list where it is, when it has grown meanwhile.
     *
     * @param sizeRead how many bytes of the list were read
     */
    Optional<Path> publish(ListFile list, long sizeRead, List<ListLine.Setting> settings) throws IOException {
        Optional<Path> failedList = failedList(out -> FailedList.write(out, files, journal, list, settings));
        report();
        if (list.size() != sizeRead) {
            // what was appended while this was published is read when the run is taken up again
            throw new IOException("the list has grown while its run ended");
        }
        Notification.publishEnd(files, journal, stopReason);
        if (files.done().isPresent()) {
            end(list, files.done().get());
        }
        journal.delete();
        return failedList;
    }

    /** The names have to be on the disk before the journal goes, or a power cut could bring back the list without it. */
    private void end(ListFile list, Path done) throws IOException {
        if (list.isReplaced()) {
            giveBack(list, done);
        } else {
            moveTo(done);
        }
        ForcedFolder.of(done);
        ForcedFolder.of(files.list());
    }

    /** Somebody saved another file under the list's name: it is a list of its own, and what was read is what is done. */
    private void giveBack(ListFile list, Path done) throws IOException {
        Path again = files.again().orElseThrow();
        LOG.warn(
                "{}: another file was put in the place of its list while it was worked on; that one is taken anew from {}",
                files.name(),
                OneLine.of(again.toString()));
        Files.move(files.list(), again);
        AtomicFile.publish(done, list::copyTo);
    }

    private void moveTo(Path done) throws IOException {
        try {
            Files.move(files.list(), done);
        } catch (NoSuchFileException e) {
            LOG.debug("{}: its list was deleted", files.name());
        }
    }

    /** What can be published when the list itself is gone. */
    void publishWithoutList() throws IOException {
        failedList(out -> FailedList.write(out, files, journal));
        report();
        Notification.publishEnd(files, journal, stopReason);
        journal.delete();
    }

    private Optional<Path> failedList(AtomicFile.Content content) throws IOException {
        if (journal.tally().failures() > 0) {
            AtomicFile.publish(files.failedList(), content);
            return Optional.of(files.failedList());
        }
        if (FailedList.is(files.failedList())) {
            Files.delete(files.failedList());
        }
        return Optional.empty();
    }

    private void report() throws IOException {
        if (files.report().isPresent()) {
            AtomicFile.publish(files.report().get(), this::writeReport);
        }
    }

    private void writeReport(OutputStream out) throws IOException {
        for (long line = 1; line <= journal.lastLine(); line++) {
            Optional<byte[]> record = journal.record(line);
            if (record.isPresent()) {
                out.write(record.get());
            }
        }
    }
}
