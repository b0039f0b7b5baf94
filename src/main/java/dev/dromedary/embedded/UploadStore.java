package dev.dromedary.embedded;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs on their way in. A request to an upload takes its effect as a whole or, when it is interrupted, not at all. */
final class UploadStore {
    private final Folder folder;
    private final BlobStore blobs;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();

    UploadStore(Folder folder, BlobStore blobs) {
        this.folder = folder;
        this.blobs = blobs;
    }

    UUID begin(String repository) throws IOException {
        UUID id = UUID.randomUUID();
        Path file = folder.upload(repository, id);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return id;
    }

    /** How many bytes have come. */
    long size(String repository, UUID id) throws IOException, RefusedException {
        return size(folder.upload(repository, id), id);
    }

    /** Appends a chunk and answers how many bytes there are now. */
    long append(String repository, UUID id, Chunk chunk) throws IOException, RefusedException {
        Path file = take(repository, id);
        try {
            chunk.checkStart(size(file, id));
            append(file, chunk, chunk.body());
            return Files.size(file);
        } finally {
            inUse.remove(file);
        }
    }

    /** Appends the last chunk and makes the whole a blob; an upload of other bytes than the digest's is over. */
    void finish(String repository, UUID id, Chunk chunk, Digest digest) throws IOException, RefusedException {
        Path file = take(repository, id);
        try {
            chunk.checkStart(size(file, id));
            MessageDigest hasher = digest.hasher();
            hash(file, hasher);
            append(file, chunk, new DigestInputStream(chunk.body(), hasher));
            if (!digest.matchesHash(hasher.digest())) {
                Files.delete(file);
                throw new RefusedException(
                        ErrorCode.DIGEST_INVALID, "digest \"" + digest + "\": the content has another one");
            }
            blobs.adopt(file, repository, digest);
        } finally {
            inUse.remove(file);
        }
    }

    void cancel(String repository, UUID id) throws IOException, RefusedException {
        Path file = take(repository, id);
        try {
            if (!Files.deleteIfExists(file)) {
                throw unknown(id);
            }
        } finally {
            inUse.remove(file);
        }
    }

    /** Removes what may be left of an upload. */
    void discard(String repository, UUID id) throws IOException {
        Files.deleteIfExists(folder.upload(repository, id));
    }

    private Path take(String repository, UUID id) throws RefusedException {
        Path file = folder.upload(repository, id);
        if (!inUse.add(file)) {
            throw new RefusedException(
                    ErrorCode.BLOB_UPLOAD_INVALID, "upload \"" + id + "\": another request is writing to it");
        }
        return file;
    }

    private static void append(Path file, Chunk chunk, InputStream body) throws IOException, RefusedException {
        boolean complete = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long before = channel.size();
            channel.position(before);
            try {
                chunk.checkLength(copy(body, Channels.newOutputStream(channel)));
                complete = true;
            } finally {
                if (!complete) {
                    channel.truncate(before);
                }
            }
        }
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[FileSlice.BUFFER_SIZE];
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            total += count;
        }
        return total;
    }

    private static void hash(Path file, MessageDigest hasher) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hasher)) {
            copy(in, OutputStream.nullOutputStream());
        }
    }

    private static long size(Path file, UUID id) throws IOException, RefusedException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(UUID id) {
        return new RefusedException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "upload \"" + id + "\": unknown, or over");
    }
}
