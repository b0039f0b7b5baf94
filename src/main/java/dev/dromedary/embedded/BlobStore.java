package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The blobs of the repositories. The bytes lie in the folder once, and each repository that has the blob has a link to
 * them; the bytes stay when the last link is deleted, since someone may be about to mount or to read them.
 */
final class BlobStore {
    private final Folder folder;

    BlobStore(Folder folder) {
        this.folder = folder;
    }

    boolean has(String repository, Digest digest) {
        return Files.exists(folder.blob(repository, digest));
    }

    /** The file with the bytes of a blob that the repository has. */
    Path content(String repository, Digest digest) throws RefusedException {
        if (!has(repository, digest)) {
            throw unknown(repository, digest);
        }
        return folder.content(digest);
    }

    /** Makes a file whose bytes were verified a blob of the repository; the file is moved away. */
    void adopt(Path verified, String repository, Digest digest) throws IOException {
        folder.move(verified, folder.content(digest));
        link(repository, digest);
    }

    /** Gives a repository what another one has; false when that one does not have it. */
    boolean mount(String repository, String from, Digest digest) throws IOException {
        if (!has(from, digest)) {
            return false;
        }
        link(repository, digest);
        return true;
    }

    void delete(String repository, Digest digest) throws IOException, RefusedException {
        if (!Files.deleteIfExists(folder.blob(repository, digest))) {
            throw unknown(repository, digest);
        }
    }

    private void link(String repository, Digest digest) throws IOException {
        folder.write(folder.blob(repository, digest), new byte[0]);
    }

    private static RefusedException unknown(String repository, Digest digest) {
        return new RefusedException(
                ErrorCode.BLOB_UNKNOWN, "blob \"" + digest + "\": not in repository \"" + repository + "\"");
    }
}
