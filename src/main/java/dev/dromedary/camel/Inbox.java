package dev.dromedary.camel;

import dev.dromedary.run.DropFolder;
import dev.dromedary.run.Strangers;
import java.io.File;

/** The steps at the inbox of one kind of lists, such as those that routes name as {@code inbox}. */
public final class Inbox {
    private final DropFolder folder;
    private final Strangers strangers;

    Inbox(DropFolder folder) {
        this.folder = folder;
        this.strangers = folder.strangers();
    }

    public void claim(File list) {
        folder.claim(list.toPath());
    }

    public void reportStrangers() {
        strangers.report();
    }
}
