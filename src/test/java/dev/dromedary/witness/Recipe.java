package dev.dromedary.witness;

/**
 * How one image of the corpus is made. Two recipes of the same repository get the same random bytes, so that the same
 * maker gives the same image there.
 */
record Recipe(String shape, String repository, String tag, Maker maker) {
    /** Pushes all that the image consists of, but not the manifest that gets the tag: that is the answer. */
    interface Maker {
        Made make(Workbench bench);
    }
}
