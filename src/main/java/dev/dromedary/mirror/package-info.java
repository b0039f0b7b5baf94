/** The use case: what one line asks for, and the copy that answers it. Depends on {@code registry}, {@code image} and {@code list}. */
@NullMarked
package dev.dromedary.mirror;

import org.jspecify.annotations.NullMarked;
