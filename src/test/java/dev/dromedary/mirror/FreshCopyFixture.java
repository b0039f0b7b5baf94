package dev.dromedary.mirror;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What most tests of copies begin with: a source and a destination that hold nothing. */
abstract class FreshCopyFixture {
    @TempDir
    Path folder;

    CopyFixture copies;

    /** Makes images at the source. */
    Sample sample;

    @BeforeEach
    void openCopies() throws IOException {
        copies = open();
        sample = copies.sample();
    }

    /** With the usual patience and no credential, where a test wants nothing else. */
    CopyFixture open() throws IOException {
        return new CopyFixture(folder);
    }

    @AfterEach
    void closeCopies() throws IOException {
        copies.close();
    }
}
