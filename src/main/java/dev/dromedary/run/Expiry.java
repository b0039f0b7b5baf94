package dev.dromedary.run;

import dev.dromedary.list.IoReason;
import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is left of runs that ended long ago from one folder. Only what is named as this server names the files of
 * a run is looked at; a folder stays, and of a link the link is removed and nothing else.
 *
 * @param endings of the files that a run leaves in the folder
 * @param work where a run that is not over has its list and journal
 */
record Expiry(Path folder, List<String> endings, Path work) {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    /** What a run left. */
    private record Left(List<Path> files, Instant newest) {
        Left with(Left more) {
            List<Path> all = new ArrayList<>(files);
            all.addAll(more.files);
            return new Left(all, newest.isAfter(more.newest) ? newest : more.newest);
        }
    }

    /** A run is as old as the newest of its files and of the time in its name. */
    void remove(Duration age, Instant now) {
        int removed = 0;
        try {
            for (Map.Entry<String, Left> run : runs().entrySet()) {
                boolean old = run.getValue().newest().isBefore(now.minus(age));
                if (old && !isInWork(run.getKey()) && delete(run.getValue().files())) {
                    removed++;
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot look for old runs in {}: {}", folder, IoReason.of(e));
        }
        if (removed > 0) {
            LOG.info("{}: removed {} runs that ended more than {} h ago", folder, removed, age.toHours());
        }
    }

    private Map<String, Left> runs() throws IOException {
        Map<String, Left> runs = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String run = run(String.valueOf(file.getFileName()));
                Optional<Instant> named = RunName.time(run);
                if (named.isPresent()) {
                    left(file, named.get()).ifPresent(left -> runs.merge(run, left, Left::with));
                }
            }
        }
        return runs;
    }

    private String run(String file) {
        return endings.stream()
                .filter(file::endsWith)
                .map(ending -> file.substring(0, file.length() - ending.length()))
                .findFirst()
                .orElse("");
    }

    private static Optional<Left> left(Path file, Instant named) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty(); // somebody else clears up too
        }
        Instant modified = found.lastModifiedTime().toInstant();
        return found.isDirectory()
                ? Optional.empty()
                : Optional.of(new Left(List.of(file), modified.isAfter(named) ? modified : named));
    }

    private boolean isInWork(String run) {
        return List.of(".txt", ".ok", ".failed").stream()
                .anyMatch(ending -> Files.exists(work.resolve(run + ending), LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean delete(List<Path> files) {
        boolean all = true;
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("cannot remove {}: {}", OneLine.of(file.toString()), IoReason.of(e));
                all = false;
            }
        }
        return all;
    }
}
