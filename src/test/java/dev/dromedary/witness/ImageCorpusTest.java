package dev.dromedary.witness;

import static org.assertj.core.api.Assertions.assertThat;

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
    void holdsImagesOfManyShapesThatARealRegistryTakes() {
        assertThat(images).hasSizeGreaterThan(44).extracting(CorpusImage::shape).doesNotHaveDuplicates();
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
}
