/**
 * Names, digests, platforms and the manifest model: pure functions and values. Depends on the JDK,
 * Jackson and, for messages fit for one line, {@code list}.
 */
@NullMarked
package dev.dromedary.image;

import org.jspecify.annotations.NullMarked;
