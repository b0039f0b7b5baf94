package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists of one kind come into an inbox, are worked on in a folder work, and end in folders done, failed or both. */
public final class DropFolder implements RunPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);

    /** Inboxes of other kinds of lists. */
    private static final Set<String> OTHER_INBOXES = Set.of("validate", "convert");

    private static final List<String> JOURNAL_ENDINGS = List.of(".ok", ".failed");

    private static final Duration SET_BACK = Duration.ofHours(1);
    private static final List<String> FAILED_ENDINGS = List.of(RunName.LIST_ENDING, ".rejected", ".reason");

    private final Kind kind;
    private final Path inbox;
    private final Path work;
    private final Path done;
    private final Path failed;
    private final Clock clock;
    private final Settling settling;
    private Instant lastClaim = Instant.EPOCH;

    private volatile Optional<Path> outbox = Optional.empty();

    /** Names of runs whose lists are still to come; see {@link Schedule}. */
    private final Set<String> reserved = ConcurrentHashMap.newKeySet();

    /** What is to be done with a list. */
    public enum Kind {
        /** Its images are copied. */
        MIRROR("", ".jsonl", "were not mirrored"),
        /** Its destinations are compared with what a copy would have put there. */
        VALIDATE("validate/", ".jsonl", "are not valid"),
        /** Its names become lines of three fields. */
        CONVERT("convert/", ".converted", "were not converted"),
        /** It is told what mirroring it would do. No folder takes such lists. */
        CHECK("", "", "would not be mirrored");

        private final String folder;
        private final String resultEnding;
        private final String shortcoming;

        /**
         * @param folder below inbox/, work/, done/ and failed/, with a slash; empty for these folders themselves
         * @param resultEnding of the file beside the finished list
         * @param shortcoming what is said of the lines of a failed list
         */
        Kind(String folder, String resultEnding, String shortcoming) {
            this.folder = folder;
            this.resultEnding = resultEnding;
            this.shortcoming = shortcoming;
        }

        /** As it is named in what is told of a list: {@code mirror}. */
        String shownName() {
            return name().toLowerCase(Locale.ROOT);
        }

        String shortcoming() {
            return shortcoming;
        }

        /** True for an outcome that a line of such a list may have. */
        public boolean hasOutcome(Outcome outcome) {
            return switch (outcome) {
                case COPIED -> this == MIRROR;
                case COPY -> this == CHECK;
                case UP_TO_DATE -> this == MIRROR || this == CHECK;
                case VALID -> this == VALIDATE;
                case SKIPPED, FAILED, UNREADABLE -> true;
            };
        }
    }

    DropFolder(Path data, Kind kind, Clock clock, Settling settling) {
        this.kind = kind;
        this.inbox = data.resolve("inbox").resolve(kind.folder);
        this.work = data.resolve("work").resolve(kind.folder);
        this.done = data.resolve("done").resolve(kind.folder);
        this.failed = data.resolve("failed").resolve(kind.folder);
        this.clock = clock;
        this.settling = settling;
    }

    /** From now on notifications of what becomes of the lists are put there. */
    void notifyBy(Path folder) {
        outbox = Optional.of(folder);
    }

    /** Makes the folders that are missing. Throws when they can't serve. */
    void prepare() throws IOException {
        for (Path folder : folders()) {
            Files.createDirectories(folder);
        }
        checkOneFileSystem();
    }

    /** Lists move by renaming, which works within one file system only. */
    private void checkOneFileSystem() throws IOException {
        // one name for every server: what a killed one left is renamed over, and deleted with the last one
        String name = ".rename-test";
        Path file = inbox.resolve(name);
        Files.write(file, new byte[0]);
        try {
            for (Path folder : List.of(work, done, failed)) {
                Path there = folder.resolve(name);
                Files.move(file, there, StandardCopyOption.ATOMIC_MOVE);
                file = there;
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Takes a list out of the inbox with one rename; one that can't be taken stays there and is tried again later. */
    public synchronized void claim(Path list) {
        String run = RunName.of(String.valueOf(list.getFileName()), now(), this::isTaken);
        try {
            Files.move(list, work.resolve(run + RunName.LIST_ENDING), StandardCopyOption.ATOMIC_MOVE);
            LOG.info("{}: taken from the inbox", shown(run));
        } catch (IOException e) {
            settling.postpone(list);
            LOG.error(
                    "cannot take {} out of the inbox, to be tried again in a minute: {}",
                    OneLine.of(list.toString()),
                    IoReason.of(e));
        }
    }

    /** The clock's time, or the last claim's when the clock was set back a little: runs are ordered by their names. */
    private synchronized Instant now() {
        Instant now = clock.instant();
        boolean back = now.isBefore(lastClaim) && now.plus(SET_BACK).isAfter(lastClaim);
        lastClaim = back ? lastClaim : now;
        return lastClaim;
    }

    /** A name for a run of this list that nothing else gets, until it is adopted or released. */
    synchronized String reserve(String listName) {
        String run = RunName.of(listName, now(), this::isTaken);
        reserved.add(run);
        return run;
    }

    /** Keeps this name of a run for a list that is still to come; false when there is such a run already. */
    synchronized boolean reserveRun(String run) {
        return !isTaken(run) && reserved.add(run);
    }

    void release(String run) {
        reserved.remove(run);
    }

    /** Puts a list to work, whole or not at all, under the name that was reserved for it. */
    void adopt(String run, AtomicFile.Content content) throws IOException {
        if (isThere(run)) {
            throw new FileAlreadyExistsException(workFile(run).toString());
        }
        AtomicFile.publish(workFile(run), content);
        release(run);
    }

    /** Where the list of this run is while it is worked on. */
    Path workFile(String run) {
        return work.resolve(run + RunName.LIST_ENDING);
    }

    private boolean isTaken(String run) {
        return reserved.contains(run) || isThere(run);
    }

    private boolean isThere(String run) {
        return Stream.of(work, done, failed)
                .flatMap(folder -> Stream.of(".txt", ".ok", ".failed", kind.resultEnding, ".rejected", ".reason")
                        .map(ending -> folder.resolve(run + ending)))
                .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public RunFiles filesOf(Path list) {
        return filesOf(RunName.withoutEnding(String.valueOf(list.getFileName())));
    }

    private RunFiles filesOf(String run) {
        return new RunFiles(
                kind,
                shown(run),
                RunName.listName(run),
                work.resolve(run + ".txt"),
                work.resolve(run),
                failed.resolve(run + ".txt"),
                Optional.of(done.resolve(run + kind.resultEnding)),
                Optional.of(done.resolve(run + ".txt")),
                Optional.of(inbox.resolve(run + ".txt")),
                outbox.map(folder -> folder.resolve(kind.shownName() + "-" + run + ".json")));
    }

    private String shown(String run) {
        return kind.folder + OneLine.of(run);
    }

    @Override
    public void reject(RunFiles files, String reason) throws IOException {
        String run = String.valueOf(files.journal().getFileName());
        Notification.publishRejection(files, reason);
        AtomicFile.publish(
                failed.resolve(run + ".reason"), out -> out.write((reason + "\n").getBytes(StandardCharsets.UTF_8)));
        Files.move(files.list(), failed.resolve(run + ".rejected"), StandardCopyOption.ATOMIC_MOVE);
        ForcedFolder.force(failed);
        ForcedFolder.force(work);
    }

    /** Clears up what a process that was killed at the end of a run left behind. */
    void recover() throws IOException {
        for (String run : runsWithJournal()) {
            RunFiles files = filesOf(run);
            if (Files.exists(files.list(), LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            Journal journal = Journal.open(files);
            if (Files.exists(done.resolve(run + ".txt"), LinkOption.NOFOLLOW_LINKS)) {
                journal.delete();
                continue;
            }
            LOG.warn(
                    "{}: its list is gone; failed list and report are made from the journal alone,"
                            + " lines that were not read are not in them",
                    files.name());
            new Publication(files, journal, "its list is gone").publishWithoutList();
        }
    }

    private Set<String> runsWithJournal() throws IOException {
        Set<String> runs = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                JOURNAL_ENDINGS.stream()
                        .filter(name::endsWith)
                        .forEach(ending -> runs.add(name.substring(0, name.length() - ending.length())));
            }
        }
        return runs;
    }

    void removeOld(Duration keep, Optional<Duration> keepFailed) {
        new Expiry(done, List.of(RunName.LIST_ENDING, kind.resultEnding), work).remove(keep, clock.instant());
        keepFailed.ifPresent(age -> new Expiry(failed, FAILED_ENDINGS, work).remove(age, clock.instant()));
    }

    /** The folder that lists are dropped into. */
    public Path inbox() {
        return inbox;
    }

    /** The lists of work/ as they are taken, when they are due. */
    public ListQueue queue(Predicate<Path> isDue) {
        return new ListQueue(work, isDue, System::nanoTime);
    }

    /** The lists that wait here; of those in work/ the ones that are not worked on. */
    public WaitingLists waiting(Predicate<Path> isOpen) {
        return new WaitingLists(inbox, work, isOpen);
    }

    /** The folders that the server has to be able to write to. */
    public List<Path> folders() {
        return List.of(inbox, work, done, failed);
    }

    /** What lies in the inbox and will never be taken. */
    public Strangers strangers() {
        return Strangers.ofInbox(inbox, "inbox/" + kind.folder, kind == Kind.MIRROR ? OTHER_INBOXES : Set.of());
    }
}
