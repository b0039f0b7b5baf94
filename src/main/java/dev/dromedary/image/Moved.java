package dev.dromedary.image;

/**
 * How the bytes of some blobs came to where they were wanted.
 *
 * @param sent bytes of the blobs that were sent
 * @param present bytes of those that were in the repository already, or came there with another line meanwhile
 * @param mounted bytes of those that were mounted from another repository
 */
public record Moved(long sent, long present, long mounted) {
    public static final Moved NONE = new Moved(0, 0, 0);

    public static Moved sent(long bytes) {
        return new Moved(bytes, 0, 0);
    }

    /** Of a blob that is there. {@code size} is what a manifest says: -1 when it says nothing. */
    public static Moved present(long size) {
        return new Moved(0, Math.max(0, size), 0);
    }

    /** Of a blob that was mounted. {@code size} is what a manifest says: -1 when it says nothing. */
    public static Moved mounted(long size) {
        return new Moved(0, 0, Math.max(0, size));
    }

    /** The bytes that were wanted and did not have to be sent. */
    public long saved() {
        return sum(present, mounted);
    }

    public Moved plus(Moved other) {
        return new Moved(sum(sent, other.sent), sum(present, other.present), sum(mounted, other.mounted));
    }

    /**
     * This attempt at an image together with the attempts before it, which failed: what was sent then is found present
     * now, and was not saved.
     */
    public Moved after(Moved failed) {
        return new Moved(sum(sent, failed.sent), Math.max(0, present - failed.sent), mounted);
    }

    /** Sizes are what manifests say: a made-up one is not to make a sum negative. */
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
