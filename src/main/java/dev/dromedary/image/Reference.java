package dev.dromedary.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One manifest of a repository, by tag or by digest: {@code docker.io/library/nginx:1.22} or
 * {@code docker.io/library/nginx@sha256:…}.
 *
 * @param tagOrDigest what stands behind {@code /manifests/} on the wire
 */
public record Reference(ImageName name, String tagOrDigest) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    public Reference {
        if (!isTag(tagOrDigest) && !Digest.isDigest(tagOrDigest)) {
            throw new InvalidNameException("tag", tagOrDigest, "expected a tag or a digest");
        }
    }

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** The digest, when this is a reference by digest. */
    public Optional<Digest> digest() {
        return Digest.isDigest(tagOrDigest) ? Optional.of(Digest.of(tagOrDigest)) : Optional.empty();
    }

    public Reference at(Digest digest) {
        return new Reference(name, digest.toString());
    }

    @Override
    public String toString() {
        return name + (Digest.isDigest(tagOrDigest) ? "@" : ":") + tagOrDigest;
    }
}
