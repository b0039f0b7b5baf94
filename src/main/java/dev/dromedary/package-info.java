/** Dromedary, a server that mirrors container images; this package holds only its entry point. */
@NullMarked
package dev.dromedary;

import org.jspecify.annotations.NullMarked;
