/** Names, digests, platforms and the manifest model: pure functions and values. Depends on the JDK and Jackson only. */
@NullMarked
package dev.dromedary.image;

import org.jspecify.annotations.NullMarked;
