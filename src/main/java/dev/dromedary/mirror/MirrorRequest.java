package dev.dromedary.mirror;

import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;

/**
 * What one line asks for.
 *
 * @param source what is read; by digest when the line names one
 * @param destination what is written
 * @param failWithoutPlatform true: an image that has none of the platforms is a failure; false: it is skipped
 * @param inProject the destination keeps its repositories in projects, which have to be there first
 */
public record MirrorRequest(
        Reference source,
        Reference destination,
        PlatformSelection platforms,
        boolean failWithoutPlatform,
        boolean inProject) {

    /** Of a destination that needs no projects. */
    public MirrorRequest(
            Reference source, Reference destination, PlatformSelection platforms, boolean failWithoutPlatform) {
        this(source, destination, platforms, failWithoutPlatform, false);
    }
}
