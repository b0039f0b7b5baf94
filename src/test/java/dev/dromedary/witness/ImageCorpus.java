package dev.dromedary.witness;

import dev.dromedary.image.Digest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small images of every shape that registries hold and mirrors have stumbled over. The same seed gives the same bytes;
 * all of them together are a few megabytes. distribution 2.8.2 accepts each one.
 */
public final class ImageCorpus {
    private final long seed;

    public ImageCorpus(long seed) {
        this.seed = seed;
    }

    /** Pushes every image, blobs and child manifests included, and answers them in a fixed order. */
    public List<CorpusImage> push(RegistryApi target) {
        return recipes().parallelStream().map(recipe -> push(recipe, target)).toList();
    }

    private CorpusImage push(Recipe recipe, RegistryApi target) {
        Made made = recipe.maker().make(new Workbench(target, recipe.repository(), seed));
        Digest digest = Digest.sha256(made.bytes());
        String answered = target.pushManifest(recipe.repository(), recipe.tag(), made.mediaType(), made.bytes());
        if (!answered.equals(digest.toString())) {
            throw new IllegalStateException(recipe.shape() + ": expected " + digest + ", found " + answered);
        }
        return new CorpusImage(recipe.repository(), recipe.tag(), digest, recipe.shape());
    }

    private static List<Recipe> recipes() {
        return Stream.of(SingleImages.all(), LayerImages.all(), IndexImages.all(), Artifacts.all(), OddManifests.all())
                .flatMap(Collection::stream)
                .toList();
    }
}
