package dev.dromedary.image;

import java.util.List;

/** What of an image is to be copied: a tree whose leaves are pushed before their parents. */
public sealed interface Selected {
    /** What it is pushed as, below an index. */
    Digest digest();

    /** A manifest below an index that is fetched and pushed as it is. */
    record Leaf(Descriptor descriptor) implements Selected {
        @Override
        public Digest digest() {
            return descriptor.digest();
        }
    }

    /**
     * An index with what is below it.
     *
     * @param children each digest once, in the order of the index
     * @param filtered true when the manifest is a new one, not the source's
     */
    record Index(Manifest manifest, List<Selected> children, boolean filtered) implements Selected {
        public Index {
            children = List.copyOf(children);
        }

        @Override
        public Digest digest() {
            return manifest.digest();
        }
    }

    /** An image that is a single manifest. */
    record Single(Manifest manifest) implements Selected {
        @Override
        public Digest digest() {
            return manifest.digest();
        }
    }
}
