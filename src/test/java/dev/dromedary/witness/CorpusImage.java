package dev.dromedary.witness;

import dev.dromedary.image.Digest;

/**
 * One image of the corpus as it was pushed.
 *
 * @param digest the digest of what the tag points at, by sha256
 * @param shape what is special about it, unique within the corpus
 */
public record CorpusImage(String repository, String tag, Digest digest, String shape) {
    @Override
    public String toString() {
        return shape + " (" + repository + ":" + tag + ")";
    }
}
