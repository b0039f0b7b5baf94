package registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All images of a corpus, from one registry to another, so many at once. */
record Work(Corpus corpus, String source, String destination, int jobs) {
    /** Writes the list that Dromedary reads. */
    Path writeList(Path file) throws IOException {
        return Files.write(
                file,
                corpus.images().stream()
                        .map(image -> source + "/" + image.repository() + " " + destination + "/" + image.repository()
                                + " " + Image.TAG)
                        .toList());
    }

    /** Source and destination of each image in turn, as skopeo names them. */
    List<String> references() {
        return corpus.images().stream()
                .flatMap(image -> List.of(source, destination).stream()
                        .map(registry -> "docker://" + registry + "/" + image.repository() + ":" + Image.TAG))
                .toList();
    }
}
