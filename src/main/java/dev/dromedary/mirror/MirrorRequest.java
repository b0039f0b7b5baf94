package dev.dromedary.mirror;

import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;

/**
 * What one line asks for.
 *
 * @param source what is read; by digest when the line names one
 * @param destination what is written
 * @param failWithoutPlatform true: an image that has none of the platforms is a failure; false: it is skipped
 */
public record MirrorRequest(
        Reference source, Reference destination, PlatformSelection platforms, boolean failWithoutPlatform) {}
