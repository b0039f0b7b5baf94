/**
 * What tests hold our work against: a real registry, skopeo, a corpus of images of every shape, and a walk that finds
 * what a destination lacks. Depends on {@code image} for digests, on the JDK and on Jackson; never on the code under
 * test.
 */
@NullMarked
package dev.dromedary.witness;

import org.jspecify.annotations.NullMarked;
