package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where things lie in the folder of a registry. Names come here checked; directories of a repository begin with
 * {@code _}, which no part of a repository's name does.
 *
 * <pre>
 * blobs/sha256/ab/abcd…                          the bytes of a blob, once for all repositories
 * repositories/library/nginx/_blobs/sha256/abcd… an empty file: the repository has this blob
 *                           /_manifests/sha256/… a manifest: its media type, a line feed, its bytes
 *                           /_referrers/sha256/&lt;subject&gt;/sha256-… an empty file: this manifest refers to the subject
 *                           /_tags/latest        the digest of the tagged manifest
 *                           /_uploads/&lt;uuid&gt;     what has come of an upload
 * tmp/                                           small files before they are moved to their place
 * </pre>
 */
record Folder(Path root) {
    Path content(Digest digest) {
        return root.resolve("blobs")
                .resolve(digest.algorithm())
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
    }

    Path blob(String repository, Digest digest) {
        return byDigest(blobs(repository), digest);
    }

    Path blobs(String repository) {
        return repository(repository).resolve("_blobs");
    }

    Path manifest(String repository, Digest digest) {
        return byDigest(manifests(repository), digest);
    }

    Path manifests(String repository) {
        return repository(repository).resolve("_manifests");
    }

    Path referrers(String repository, Digest subject) {
        return byDigest(repository(repository).resolve("_referrers"), subject);
    }

    Path tag(String repository, String tag) {
        return tags(repository).resolve(tag);
    }

    Path tags(String repository) {
        return repository(repository).resolve("_tags");
    }

    Path upload(String repository, UUID id) {
        return repository(repository).resolve("_uploads").resolve(id.toString());
    }

    /** Writes a small file so that nobody ever sees a part of it. */
    void write(Path file, byte[] content) throws IOException {
        Path tmp = root.resolve("tmp").resolve(UUID.randomUUID().toString());
        Files.createDirectories(tmp.getParent());
        try {
            Files.write(tmp, content);
            move(tmp, file);
        } finally {
            Files.deleteIfExists(tmp);
        }
    }

    /** Moves a finished file to its place, over what is there. */
    void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The names in a directory in ASCII order; a directory that does not exist is empty. */
    List<String> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path repository(String name) {
        return root.resolve("repositories").resolve(name);
    }

    private static Path byDigest(Path directory, Digest digest) {
        return directory.resolve(digest.algorithm()).resolve(digest.hex());
    }
}
