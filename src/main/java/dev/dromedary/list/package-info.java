/** The grammar of image lists: bytes in, lines out. Depends on the JDK only. */
@NullMarked
package dev.dromedary.list;

import org.jspecify.annotations.NullMarked;
