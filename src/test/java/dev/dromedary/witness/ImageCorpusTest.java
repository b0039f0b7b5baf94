package dev.dromedary.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.Digest;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Witness
class ImageCorpusTest {
    @TempDir
    private static Path folder;

    private static DockerRegistry registry;
    private static List<CorpusImage> images;

    @BeforeAll
    static void push() {
        registry = DockerRegistry.start(folder);
        images = new ImageCorpus(17).push(registry.api());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void holdsManyImagesEachUnderItsOwnName() {
        assertThat(images).hasSizeGreaterThan(70);
        assertThat(images).extracting(CorpusImage::shape).doesNotHaveDuplicates();
        assertThat(images)
                .extracting(image -> image.repository() + ":" + image.tag())
                .doesNotHaveDuplicates();
    }

    @Test
    void isCompleteInTheRegistry() {
        SoftAssertions.assertSoftly(softly -> images.forEach(
                image -> softly.assertThat(Walk.problems(registry.api(), image.repository(), image.tag()))
                        .as(image.toString())
                        .isEmpty()));
    }

    /** Made again are those with few blobs: all of them would double the time. */
    @Test
    void isTheSameBytesForTheSameSeed() {
        List<Recipe> recipes = SingleImages.all();
        assertThat(recipes)
                .extracting(recipe -> digest(recipe, 17))
                .isEqualTo(recipes.stream()
                        .map(recipe -> named(recipe.shape()).digest())
                        .toList());
    }

    @Test
    void isOtherBytesForAnotherSeed() {
        Recipe recipe = OddManifests.all().get(0);
        assertThat(digest(recipe, 18)).isNotEqualTo(named(recipe.shape()).digest());
    }

    @Test
    void hasOneDigestUnderTwoTags() {
        assertThat(images)
                .filteredOn(image -> image.repository().equals("single/two-tags"))
                .hasSize(2)
                .extracting(CorpusImage::digest)
                .containsOnly(named("first of two tags").digest());
    }

    @Test
    void sharesABaseLayerBetweenRepositories() {
        assertThat(List.of("shared base", "shared base, same repository", "shared base, other project"))
                .extracting(shape -> firstLayer(named(shape)))
                .containsOnly(firstLayer(named("shared base, other repository")));
    }

    /** The shapes that tools disagree about most: skopeo reads the very bytes that were pushed. */
    @Test
    void isWhatSkopeoReads(@TempDir Path home) {
        Skopeo skopeo = new Skopeo(home);
        List<String> shapes = List.of(
                "Docker image", "attestations", "twice nested index", "manifest near 1 MiB", "CRLF", "odd numbers");
        SoftAssertions.assertSoftly(softly -> shapes.stream()
                .map(ImageCorpusTest::named)
                .forEach(image -> softly.assertThat(skopeo.rawDigest(registry.name(), image.repository(), image.tag()))
                        .as(image.toString())
                        .isEqualTo(image.digest().toString())));
    }

    private static Digest digest(Recipe recipe, long seed) {
        Workbench bench = new Workbench(registry.api(), recipe.repository(), seed);
        return Digest.sha256(recipe.maker().make(bench).bytes());
    }

    private static CorpusImage named(String shape) {
        return images.stream()
                .filter(image -> image.shape().equals(shape))
                .findFirst()
                .orElseThrow();
    }

    private static String firstLayer(CorpusImage image) {
        byte[] manifest = registry.api()
                .getManifest(image.repository(), image.tag())
                .orElseThrow()
                .bytes();
        return Json.read(manifest).at("/layers/0/digest").textValue();
    }
}
