package dev.dromedary.camel;

import dev.dromedary.config.StorageSettings;
import dev.dromedary.run.DropFolders;

/** The step that routes name as {@code oldRuns}. */
public final class OldRuns {
    private final DropFolders folders;
    private final StorageSettings settings;

    OldRuns(DropFolders folders, StorageSettings settings) {
        this.folders = folders;
        this.settings = settings;
    }

    public void remove() {
        folders.removeOld(settings.keep(), settings.keepFailed());
    }
}
