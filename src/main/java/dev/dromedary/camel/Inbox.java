package dev.dromedary.camel;

import dev.dromedary.run.DropFolder;
import dev.dromedary.run.FreeSpace;
import dev.dromedary.run.Strangers;
import java.io.File;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps at the inbox of one kind of lists, such as those that routes name as {@code inbox}, and whether a consumer may
 * look for lists there: only while they can be moved on, and the disk has room for them.
 */
public final class Inbox extends DefaultPollingConsumerPollStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final DropFolder folder;
    private final Supplier<Optional<String>> obstacle;
    private final FreeSpace space;
    private final Strangers strangers;
    private Optional<String> told = Optional.empty();

    /** @param obstacle why lists can't be moved on, in one line; empty while they can */
    Inbox(DropFolder folder, Supplier<Optional<String>> obstacle, FreeSpace space) {
        this.folder = folder;
        this.obstacle = obstacle;
        this.space = space;
        this.strangers = folder.strangers();
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return isOpen() && space.isEnough();
    }

    public void claim(File list) {
        if (isOpen()) {
            folder.claim(list.toPath());
        }
    }

    public void reportStrangers() {
        strangers.report();
    }

    /** Logs once when that changes, however many lists wait. */
    private synchronized boolean isOpen() {
        Optional<String> found = obstacle.get();
        if (!found.equals(told)) {
            told = found;
            found.ifPresentOrElse(
                    reason -> LOG.error("{}: no list is taken out of {} until that is mended", reason, folder.inbox()),
                    () -> LOG.info("lists are taken out of {} again", folder.inbox()));
        }
        return found.isEmpty();
    }
}
