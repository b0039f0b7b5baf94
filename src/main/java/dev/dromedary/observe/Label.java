package dev.dromedary.observe;

import java.util.Locale;

/** The values of labels that name something of ours. */
final class Label {
    /** The registry whose images and blobs come from there. */
    static final String PULLED = "pulled";

    /** The registry whose images and blobs go there. */
    static final String PUSHED = "pushed";

    /** Blobs that were in the destination repository already. */
    static final String PRESENT = "present";

    /** Blobs that another repository of the destination registry had. */
    static final String MOUNTED = "mounted";

    /** Everything that has no value of its own. */
    static final String OTHER = "other";

    private Label() {}

    /** {@code rolled-back} for {@code ROLLED_BACK}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
