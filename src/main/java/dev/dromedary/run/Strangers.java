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

/** What lies in the inbox and will never be taken: each is told once. */
public final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private final Path inbox;
    private final String shownInbox;
    private final Set<String> ourFolders;
    private Set<String> told = new HashSet<>();

    /**
     * @param shownInbox how messages name the inbox, such as {@code inbox/}
     * @param ourFolders the names of folders within the inbox that are none
     */
    Strangers(Path inbox, String shownInbox, Set<String> ourFolders) {
        this.inbox = inbox;
        this.shownInbox = shownInbox;
        this.ourFolders = ourFolders;
    }

    /** Looks through the inbox and logs one WARN for each newcomer. */
    public void report() {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(inbox, this::isStranger)) {
            for (Path file : files) {
                String name = OneLine.of(String.valueOf(file.getFileName()));
                if (found.add(name) && !told.contains(name)) {
                    LOG.warn(
                            "{}{} is left alone: expected a file with a name like <name>.txt, in UTF-8",
                            shownInbox,
                            name);
                }
            }
            told = found;
        } catch (IOException e) {
            LOG.warn("cannot look into {}: {}", inbox, e.getMessage());
        }
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
        boolean seenByCamel = name.endsWith(RunName.LIST_ENDING) && isSeen(file);
        return !partial && !seenByCamel;
    }
}
