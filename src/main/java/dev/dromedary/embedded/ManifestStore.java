package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Manifests, tags and referrers of the repositories. Changes wait for each other, so that no tag is left behind that
 * points to a manifest deleted meanwhile; reads do not wait.
 */
final class ManifestStore {
    private final Folder folder;

    ManifestStore(Folder folder) {
        this.folder = folder;
    }

    /** True when anything was ever stored in the repository. */
    boolean isRepository(String repository) {
        return Files.exists(folder.manifests(repository)) || Files.exists(folder.blobs(repository));
    }

    boolean has(String repository, Digest digest) {
        return Files.exists(folder.manifest(repository, digest));
    }

    Optional<Digest> tagged(String repository, String tag) throws IOException {
        return folder.read(folder.tag(repository, tag)).map(ManifestStore::text).map(Digest::of);
    }

    Optional<ManifestDocument> find(String repository, Digest digest) throws IOException {
        Optional<byte[]> file = folder.read(folder.manifest(repository, digest));
        return file.isEmpty() ? Optional.empty() : Optional.of(decode(file.get()));
    }

    synchronized void put(String repository, Digest digest, ManifestDocument manifest)
            throws IOException, RefusedException {
        folder.write(folder.manifest(repository, digest), encode(manifest));
        Optional<Digest> subject = manifest.subject();
        if (subject.isPresent()) {
            folder.write(referrer(repository, subject.get(), digest), new byte[0]);
        }
    }

    synchronized void tag(String repository, String tag, Digest digest) throws IOException {
        folder.write(folder.tag(repository, tag), digest.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Deletes a manifest and its tags; false when there is none. */
    synchronized boolean delete(String repository, Digest digest) throws IOException, RefusedException {
        Optional<ManifestDocument> manifest = find(repository, digest);
        if (manifest.isEmpty()) {
            return false;
        }
        for (String tag : tags(repository)) {
            if (tagged(repository, tag).equals(Optional.of(digest))) {
                Files.deleteIfExists(folder.tag(repository, tag));
            }
        }
        Optional<Digest> subject = manifest.get().subject();
        if (subject.isPresent()) {
            Files.deleteIfExists(referrer(repository, subject.get(), digest));
        }
        return Files.deleteIfExists(folder.manifest(repository, digest));
    }

    /** Deletes a tag and nothing else; false when there is none. */
    synchronized boolean untag(String repository, String tag) throws IOException {
        return Files.deleteIfExists(folder.tag(repository, tag));
    }

    List<String> tags(String repository) throws IOException {
        return folder.list(folder.tags(repository));
    }

    /** The digests of the manifests whose subject this is. */
    List<Digest> referrers(String repository, Digest subject) throws IOException {
        List<Digest> referrers = new ArrayList<>();
        for (String file : folder.list(folder.referrers(repository, subject))) {
            referrers.add(Digest.of(file.replace('-', ':')));
        }
        return referrers;
    }

    private Path referrer(String repository, Digest subject, Digest digest) {
        return folder.referrers(repository, subject).resolve(digest.algorithm() + "-" + digest.hex());
    }

    private static byte[] encode(ManifestDocument manifest) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((manifest.mediaType() + "\n").getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(manifest.content());
        return file.toByteArray();
    }

    private static ManifestDocument decode(byte[] file) throws IOException {
        int end = 0;
        while (file[end] != '\n') {
            end++;
        }
        String mediaType = text(Arrays.copyOf(file, end));
        return ManifestDocument.stored(mediaType, Arrays.copyOfRange(file, end + 1, file.length));
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
