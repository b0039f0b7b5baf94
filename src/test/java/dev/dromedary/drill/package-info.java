/** Drills: whatever is killed, cut, filled up or slowed down, every line ends in one honest outcome. Real processes and files. */
@NullMarked
package dev.dromedary.drill;

import org.jspecify.annotations.NullMarked;
