package dev.dromedary.run;

import dev.dromedary.list.OneLine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies in a folder for lists, such as the inbox, and will never be taken: each is told once. */
public final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private final Path folder;
    private final String shownFolder;
    private final Set<String> ourFolders;
    private final boolean holdsLists;
    private Set<String> told = new HashSet<>();

    private Strangers(Path folder, String shownFolder, Set<String> ourFolders, boolean holdsLists) {
        this.folder = folder;
        this.shownFolder = shownFolder;
        this.ourFolders = ourFolders;
        this.holdsLists = holdsLists;
    }

    /**
     * In a folder that lists are taken from.
     *
     * @param shownInbox how messages name it, such as {@code inbox/}
     * @param ourFolders the names of folders within it that are none
     */
    static Strangers ofInbox(Path inbox, String shownInbox, Set<String> ourFolders) {
        return new Strangers(inbox, shownInbox, ourFolders, true);
    }

    /** In a folder that holds these folders of lists, and no lists. */
    static Strangers ofFolders(Path folder, String shownFolder, Set<String> ourFolders) {
        return new Strangers(folder, shownFolder, ourFolders, false);
    }

    /** Looks through the folder and logs one WARN for each newcomer. */
    public void report() {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isStranger)) {
            for (Path file : files) {
                String name = OneLine.of(String.valueOf(file.getFileName()));
                if (found.add(name) && !told.contains(name)) {
                    LOG.warn("{}{} is left alone: expected {}{}", shownFolder, name, expected(), found(file));
                }
            }
            told = found;
        } catch (IOException e) {
            LOG.warn("cannot look into {}: {}", folder, e.getMessage());
        }
    }

    private String expected() {
        return holdsLists
                ? "a file with a name like <name>.txt, in UTF-8"
                : "a folder that is named as a schedule, which has a mirror.schedule.<name>.cron";
    }

    /** Where the name does not show what is wrong. */
    private String found(Path file) {
        return holdsLists && Files.isDirectory(file) ? ", found a folder" : "";
    }

    /** False for a link to a folder, and for a name whose bytes are no UTF-8: no file is found by what it is read as. */
    private static boolean isSeen(Path file) {
        return !Files.isDirectory(file) && Files.exists(Path.of(file.toFile().getPath()), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isStranger(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean partial = name.startsWith(".") || name.endsWith(".tmp") || name.endsWith(".part");
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return !partial && !ourFolders.contains(name);
        }
        boolean seenByCamel = holdsLists && name.endsWith(RunName.LIST_ENDING) && isSeen(file);
        return !partial && !seenByCamel;
    }
}
